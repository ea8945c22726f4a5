package io.paceline.job.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.JsonBytes;
import java.io.IOException;
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

  /**
   * The letter of a record that could not be read or was refused with an exception. The exception's
   * message is the reason; where it has none, the reason names the exception.
   */
  public static DeadLetter of(RawRecord origin, Exception refusal) {
    String message = refusal.getMessage();
    return new DeadLetter(origin, message == null ? "cannot be decoded: " + refusal : message);
  }

  /**
   * The record of topic {@code dead-letters}: {@code topic, partition, offset, timestampMillis,
   * exchange, reason, bytes, value}, the value as base64 of the first 65,536 raw bytes.
   */
  public static OutRecord toRecord(DeadLetter letter) {
    RawRecord origin = letter.origin();
    String key = origin.topic() + "-" + origin.partition() + "-" + origin.offset();
    return new OutRecord(key, null, JsonBytes.write(json -> write(json, letter)));
  }

  private static void write(JsonGenerator json, DeadLetter letter) throws IOException {
    RawRecord origin = letter.origin();
    byte[] value = origin.value();
    json.writeStartObject();
    json.writeStringField("topic", origin.topic());
    json.writeNumberField("partition", origin.partition());
    json.writeNumberField("offset", origin.offset());
    json.writeNumberField("timestampMillis", origin.timestampMillis());
    json.writeStringField("exchange", origin.exchange());
    json.writeStringField("reason", letter.reason());
    json.writeNumberField("bytes", value.length);
    json.writeFieldName("value");
    json.writeBinary(value, 0, Math.min(value.length, KEPT_BYTES));
    json.writeEndObject();
  }
}
