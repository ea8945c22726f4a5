package io.paceline.deploy.bench;

import io.paceline.deploy.kafka.TopicReader;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the answers that a contender writes to topic {@code bid-responses}. Used by one thread. */
final class Answers implements AutoCloseable {

  private static final Duration READ_LIMIT = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Starts after the last answer that the topic holds now. */
  Answers(String bootstrapServers) {
    consumer = TopicReader.fromEnd(bootstrapServers, Topic.BID_RESPONSES);
  }

  /** The next answers; empty where none arrives within the limit. */
  ConsumerRecords<byte[], byte[]> poll(Duration limit) {
    return consumer.poll(limit);
  }

  /** End offset of each partition, asked from the broker without reading any answer. */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(consumer.assignment());
  }

  /** Number of answers that were written since earlier {@link #ends}. */
  long countSince(Map<TopicPartition, Long> earlier) {
    long count = 0;
    for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
      count += end.getValue() - earlier.getOrDefault(end.getKey(), 0L);
    }
    return count;
  }

  /**
   * Milliseconds from the first to the last answer that was written since earlier {@link #ends}, by
   * the records' timestamps.
   */
  long spanMillisSince(Map<TopicPartition, Long> earlier) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
      long from = earlier.getOrDefault(end.getKey(), 0L);
      if (end.getValue() > from) {
        first = Math.min(first, timestamp(end.getKey(), from));
        last = Math.max(last, timestamp(end.getKey(), end.getValue() - 1));
      }
    }
    return last - first;
  }

  private long timestamp(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    long end = System.nanoTime() + READ_LIMIT.toNanos();
    while (System.nanoTime() - end < 0) {
      for (ConsumerRecord<byte[], byte[]> answer : consumer.poll(READ_LIMIT).records(partition)) {
        if (answer.offset() == offset) {
          return answer.timestamp();
        }
      }
    }
    throw new IllegalStateException("no answer at offset " + offset + " of " + partition);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
