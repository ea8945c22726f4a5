package io.paceline.deploy.kafka;

import io.paceline.job.kafka.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes consumers of all partitions of a topic. They belong to no consumer group, so each of them
 * gets every record.
 */
public final class TopicReader {

  private TopicReader() {}

  /** A consumer of every record that the topic holds, and of every record that arrives later. */
  public static KafkaConsumer<byte[], byte[]> fromStart(String bootstrapServers, Topic topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
    consumer.seekToBeginning(assign(consumer, topic));
    return consumer;
  }

  /** A consumer of every record that arrives in the topic after this call. */
  public static KafkaConsumer<byte[], byte[]> fromEnd(String bootstrapServers, Topic topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
    List<TopicPartition> partitions = assign(consumer, topic);
    consumer.seekToEnd(partitions);
    // Kafka seeks lazily: asking for the positions fixes them here instead of at the first poll.
    partitions.forEach(consumer::position);
    return consumer;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "fetch.min.bytes", 1),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.topicName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    return partitions;
  }
}
