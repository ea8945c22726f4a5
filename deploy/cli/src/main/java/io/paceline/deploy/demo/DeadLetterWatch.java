package io.paceline.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts dead letters by their origin: a dead letter that a restart wrote twice counts once. */
final class DeadLetterWatch {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> topicOfOrigin = new ConcurrentHashMap<>();

  void read(ConsumerRecord<byte[], byte[]> record) throws IOException {
    JsonNode letter = JSON.readTree(record.value());
    String origin =
        letter.get("topic").asText()
            + "-"
            + letter.get("partition").asInt()
            + "-"
            + letter.get("offset").asLong();
    topicOfOrigin.put(origin, letter.get("topic").asText());
  }

  long count() {
    return topicOfOrigin.size();
  }

  long count(String topic) {
    return topicOfOrigin.values().stream().filter(topic::equals).count();
  }
}
