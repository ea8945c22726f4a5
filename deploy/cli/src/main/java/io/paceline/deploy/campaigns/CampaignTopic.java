package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Two compacted topics: {@code campaigns} holds each campaign's JSON under its id, and in {@code
 * campaign-status} the job answers what it has taken of it.
 */
public final class CampaignTopic {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SHORT_POLL = Duration.ofMillis(50);

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
    return campaigns().read();
  }

  private CompactedTopic campaigns() {
    return new CompactedTopic(bootstrapServers, Topic.CAMPAIGNS);
  }

  /**
   * What the job last said of every campaign, by id; null where topic {@code campaign-status} does
   * not exist.
   *
   * @throws UserFacingException where no broker answers
   */
  public @Nullable Map<String, CampaignStatus> statuses() {
    Map<String, CampaignStatus> latest = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, Topic.CAMPAIGN_STATUS);
      if (partitions.isEmpty()) {
        return null;
      }
      readToTheEnd(consumer, partitions, record -> takeStatus(latest, record));
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    return latest;
  }

  /**
   * The present end of topic {@code campaign-status}. Records that are written to topic {@code
   * campaigns} after this call are answered behind it.
   *
   * @throws UserFacingException where no broker answers
   */
  Map<TopicPartition, Long> answersEnd() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, Topic.CAMPAIGN_STATUS));
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * Waits until the job has answered some records.
   *
   * @param offsets offset of the record that is to be answered, by campaign id
   * @param from what {@link #answersEnd} said before the records were written. Earlier answers do
   *     not count: they may be about a topic {@code campaigns} that was deleted since and had
   *     higher offsets
   * @param limit how long to wait at most
   * @return the answers by campaign id; a record that was not answered in time has none
   */
  Map<String, CampaignStatus> awaitAnswers(
      Map<String, Long> offsets, Map<TopicPartition, Long> from, Duration limit) {
    Map<String, CampaignStatus> latest = new TreeMap<>();
    long end = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      while (!from.isEmpty() && !isAnswered(latest, offsets) && System.nanoTime() - end < 0) {
        consumer.poll(SHORT_POLL).forEach(record -> takeStatus(latest, record));
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    latest.entrySet().removeIf(entry -> !answers(entry.getValue(), offsets.get(entry.getKey())));
    return latest;
  }

  private static boolean isAnswered(Map<String, CampaignStatus> latest, Map<String, Long> offsets) {
    for (Map.Entry<String, Long> written : offsets.entrySet()) {
      CampaignStatus status = latest.get(written.getKey());
      if (!answers(status, written.getValue())
          || (status != null && status.verdict() == CampaignAnswer.Verdict.WAITING)) {
        return false;
      }
    }
    return true;
  }

  private static boolean answers(@Nullable CampaignStatus status, @Nullable Long offset) {
    return status != null && offset != null && status.offset() >= offset;
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

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName(), ANSWER_LIMIT).stream()
        .map(info -> new TopicPartition(topic.topicName(), info.partition()))
        .toList();
  }

  private static void readToTheEnd(
      KafkaConsumer<String, byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(reader);
    }
  }

  private static void takeStatus(
      Map<String, CampaignStatus> latest, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      latest.remove(record.key());
      return;
    }
    try {
      CampaignStatus status = CampaignStatusCodec.decode(record.value());
      latest.put(status.campaignId(), status);
    } catch (IllegalArgumentException noStatus) {
      // Only the job writes to this topic, so another record says nothing about a campaign.
    }
  }

  /**
   * Writes campaigns and returns once the broker has all of them.
   *
   * @param jsonById JSON of each campaign by id, in the order of writing
   * @return the offset of each record in the topic, by campaign id
   * @throws UserFacingException where the broker does not take them
   */
  public Map<String, Long> write(Map<String, byte[]> jsonById) {
    return campaigns().write(jsonById);
  }

  private UserFacingException unreachable(Exception e) {
    return new UserFacingException(
        "no Kafka broker answers at "
            + bootstrapServers
            + ": start ./paceline demo, or give the broker's address with --bootstrap",
        e);
  }
}
