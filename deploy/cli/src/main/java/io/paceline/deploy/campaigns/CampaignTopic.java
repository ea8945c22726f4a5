package io.paceline.deploy.campaigns;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The compacted topic {@code campaigns}: a campaign's JSON under its id. */
public final class CampaignTopic {
  private static final String NAME = Topic.CAMPAIGNS.topicName();
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String bootstrapServers;

  /**
   * @param bootstrapServers {@code host:port[,host:port…]}
   */
  public CampaignTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** {@code host:port[,host:port…]}, for messages. */
  String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * The latest JSON of every campaign, sorted by id.
   *
   * @throws UserFacingException where no broker answers or the topic does not exist
   */
  public Map<String, byte[]> read() {
    Map<String, byte[]> latest = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
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
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer.partitionsFor(NAME, ANSWER_LIMIT));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          take(latest, record);
        }
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    return latest;
  }

  private List<TopicPartition> partitions(List<PartitionInfo> infos) {
    if (infos.isEmpty()) {
      throw new UserFacingException(
          "there is no topic " + NAME + " at " + bootstrapServers + ": is the job set up there?");
    }
    return infos.stream().map(info -> new TopicPartition(NAME, info.partition())).toList();
  }

  private static void take(Map<String, byte[]> latest, ConsumerRecord<String, byte[]> record) {
    String id = record.key() == null ? "" : record.key();
    if (record.value() == null) {
      latest.remove(id);
    } else {
      latest.put(id, record.value());
    }
  }

  /**
   * Writes campaigns and returns once the broker has all of them.
   *
   * @param jsonById JSON of each campaign by id, in the order of writing
   * @throws UserFacingException where the broker does not take them
   */
  public void write(Map<String, byte[]> jsonById) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * TIMEOUT_MILLIS),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      jsonById.forEach((id, json) -> sent.add(producer.send(new ProducerRecord<>(NAME, id, json))));
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing campaigns", e);
    }
  }

  private UserFacingException unreachable(Exception e) {
    return new UserFacingException(
        "no Kafka broker answers at "
            + bootstrapServers
            + ": start ./paceline demo, or give the broker's address with --bootstrap",
        e);
  }
}
