package io.paceline.job.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.apache.flink.util.OutputTag;

/**
 * A record that could not be read or was refused, with all that is needed to find out why.
 *
 * @param origin the record as it came
 * @param reason why it was refused, as a sentence for people
 */
public record DeadLetter(RawRecord origin, String reason) {

  /** Side output of every operator that decodes or refuses records. */
  public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters") {};

  /**
   * How many bytes of the origin's value a letter keeps, so that every letter fits into a Kafka
   * record. Topic, partition and offset name the complete record.
   */
  private static final int KEPT_BYTES = 65_536;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The record of topic {@code dead-letters}: {@code topic, partition, offset, timestampMillis,
   * exchange, reason, bytes, value}, the value as base64 of the first 65,536 raw bytes.
   */
  public static OutRecord toRecord(DeadLetter letter) {
    RawRecord origin = letter.origin();
    ObjectNode json = JSON.createObjectNode();
    json.put("topic", origin.topic());
    json.put("partition", origin.partition());
    json.put("offset", origin.offset());
    json.put("timestampMillis", origin.timestampMillis());
    json.put("exchange", origin.exchange());
    json.put("reason", letter.reason());
    json.put("bytes", origin.value().length);
    json.put("value", Arrays.copyOf(origin.value(), Math.min(origin.value().length, KEPT_BYTES)));
    try {
      String key = origin.topic() + "-" + origin.partition() + "-" + origin.offset();
      return new OutRecord(key, null, JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers is always writable", e);
    }
  }
}
