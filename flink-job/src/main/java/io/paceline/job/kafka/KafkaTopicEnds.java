package io.paceline.job.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Asks Kafka's brokers for the ends of a topic. It connects at the first question. */
final class KafkaTopicEnds implements TopicEnds {

  private static final int TIMEOUT_MILLIS = 5_000;

  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * How often a range of offsets is polled at most. If that tells nothing, the range does not count
   * as empty.
   */
  private static final int POLLS = 20;

  private static final int FETCH_BYTES = 1 << 16;

  private final String topic;

  /** Settings of the consumers that read the topic. */
  private final Properties consumerSettings;

  private @Nullable Uuid topicId;
  private @Nullable Admin admin;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  KafkaTopicEnds(String topic, Properties consumerSettings) {
    this.topic = topic;
    this.consumerSettings = consumerSettings;
  }

  @Override
  public Map<Integer, Long> ends() throws Exception {
    try {
      return askedEnds();
    } catch (Exception e) {
      // Clients whose own threads have died never answer again, so the next question gets new ones.
      close();
      throw e;
    }
  }

  private Map<Integer, Long> askedEnds() throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    Collection<TopicDescription> found =
        admin()
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .values();
    found.forEach(described -> checkSame(described.topicId()));
    found.forEach(
        described ->
            described
                .partitions()
                .forEach(
                    partition ->
                        asked.put(
                            new TopicPartition(topic, partition.partition()),
                            OffsetSpec.latest())));
    Map<Integer, Long> ends = new HashMap<>();
    admin()
        .listOffsets(asked, new ListOffsetsOptions(isolation()))
        .all()
        .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  /**
   * Fails for a topic that was deleted and made anew, because its first records may never be read.
   */
  private void checkSame(Uuid id) {
    if (topicId != null && !topicId.equals(id)) {
      throw new IllegalStateException(
          "topic "
              + topic
              + " was made anew while the job read it: restart the job, and send again what the"
              + " former topic held");
    }
    topicId = id;
  }

  private IsolationLevel isolation() {
    String level = consumerSettings.getProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
    return level == null
        ? IsolationLevel.READ_UNCOMMITTED
        : IsolationLevel.valueOf(level.toUpperCase(Locale.ROOT));
  }

  private Admin admin() {
    if (admin == null) {
      Properties settings = new Properties();
      consumerSettings.forEach(
          (name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
              settings.put(name, value);
            }
          });
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
      admin = Admin.create(settings);
    }
    return admin;
  }

  @Override
  public boolean isEmpty(int partition, long from, long to) {
    TopicPartition asked = new TopicPartition(topic, partition);
    KafkaConsumer<byte[], byte[]> reader = consumer();
    reader.assign(List.of(asked));
    reader.seek(asked, from);
    for (int i = 0; i < POLLS; i++) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      if (!records.isEmpty()) {
        return records.iterator().next().offset() >= to;
      }
      // The consumer's position runs over offsets at which there is nothing to read.
      if (reader.position(asked) >= to) {
        return true;
      }
    }
    return false;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      Properties settings = new Properties();
      settings.putAll(consumerSettings);
      settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
      settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
      settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
      // The question is only whether there is a record, and one record answers it.
      settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
      settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    return consumer;
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      consumer = null;
    }
  }
}
