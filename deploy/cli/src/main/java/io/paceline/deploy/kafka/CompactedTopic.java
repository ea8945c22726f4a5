package io.paceline.deploy.kafka;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic, for commands that read it as a whole, write single records, and follow what is
 * written to it.
 */
public final class CompactedTopic {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SHORT_POLL = Duration.ofMillis(50);

  /** Hears the records of a topic one after the other. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Hears a record.
     *
     * @param key the record's key, empty where it has none
     * @param value the record's value, null for a tombstone
     * @return true where no further record is needed
     */
    boolean hear(String key, byte @Nullable [] value);
  }

  private final String bootstrapServers;
  private final Topic topic;

  /**
   * @param bootstrapServers {@code host:port[,host:port…]}
   */
  public CompactedTopic(String bootstrapServers, Topic topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  /**
   * The latest value of every key, sorted by key.
   *
   * @throws UserFacingException where no broker answers or the topic does not exist
   */
  public Map<String, byte[]> read() {
    Map<String, byte[]> latest = readOrNull(value -> true);
    if (latest == null) {
      throw missing();
    }
    return latest;
  }

  /**
   * The latest value of every key that counts, sorted by key; null where the topic does not exist.
   *
   * @param counts whether a value counts; one that does not leaves its key with the value before
   * @throws UserFacingException where no broker answers
   */
  public @Nullable Map<String, byte[]> readOrNull(Predicate<byte[]> counts) {
    Map<String, byte[]> latest = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      if (partitions.isEmpty()) {
        return null;
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(POLL).forEach(record -> take(latest, record, counts));
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    return latest;
  }

  private static void take(
      Map<String, byte[]> latest, ConsumerRecord<String, byte[]> record, Predicate<byte[]> counts) {
    if (record.value() == null) {
      latest.remove(key(record));
    } else if (counts.test(record.value())) {
      latest.put(key(record), record.value());
    }
  }

  private static String key(ConsumerRecord<String, byte[]> record) {
    return record.key() == null ? "" : record.key();
  }

  /**
   * The present end of each partition. Whatever is written to the topic after this call lies behind
   * it.
   *
   * @throws UserFacingException where no broker answers or the topic does not exist
   */
  public Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      if (partitions.isEmpty()) {
        throw missing();
      }
      return consumer.endOffsets(partitions);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * Reads records, also those that are still to be written, until the listener needs no further
   * one.
   *
   * @param from offset of the first record in each partition, as {@link #ends} gives it
   * @param limit how long to read at most
   * @throws UserFacingException where no broker answers
   */
  public void follow(Map<TopicPartition, Long> from, Duration limit, Listener listener) {
    long end = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      while (System.nanoTime() - end < 0) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(SHORT_POLL)) {
          if (listener.hear(key(record), record.value())) {
            return;
          }
        }
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * Writes records and returns once the broker has all of them.
   *
   * @param values the value of each key, in the order of writing
   * @return the offset of each record in its partition, by key
   * @throws UserFacingException where the broker does not take them
   */
  public Map<String, Long> write(Map<String, byte[]> values) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * TIMEOUT_MILLIS),
            new StringSerializer(),
            new ByteArraySerializer())) {
      Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
      values.forEach(
          (key, value) ->
              sent.put(key, producer.send(new ProducerRecord<>(topic.topicName(), key, value))));
      Map<String, Long> offsets = new LinkedHashMap<>();
      for (Map.Entry<String, Future<RecordMetadata>> one : sent.entrySet()) {
        offsets.put(one.getKey(), one.getValue().get().offset());
      }
      return offsets;
    } catch (ExecutionException | KafkaException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing to " + topic.topicName(), e);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    return consumer.partitionsFor(topic.topicName(), ANSWER_LIMIT).stream()
        .map(info -> new TopicPartition(topic.topicName(), info.partition()))
        .toList();
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            10,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private UserFacingException missing() {
    return new UserFacingException(
        "there is no topic "
            + topic.topicName()
            + " at "
            + bootstrapServers
            + ": is the job set up there?");
  }

  private UserFacingException unreachable(Exception e) {
    return new UserFacingException(
        "no Kafka broker answers at "
            + bootstrapServers
            + ": start ./paceline demo, or give the broker's address with --bootstrap",
        e);
  }
}
