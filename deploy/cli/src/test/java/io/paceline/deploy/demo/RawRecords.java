package io.paceline.deploy.demo;

import io.paceline.deploy.kafka.TopicReader;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Everything that a topic holds at this moment, in the order of its partitions. */
final class RawRecords {

  private RawRecords() {}

  static List<ConsumerRecord<byte[], byte[]>> of(String bootstrapServers, Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.fromStart(bootstrapServers, topic)) {
      Set<TopicPartition> partitions = consumer.assignment();
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
