package io.paceline.job.kafka;

import io.paceline.job.options.KafkaOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers, before the job is submitted, for the topics that it reads. A source whose topic
 * is missing fails the whole job, and Flink would restart it over and over.
 */
public final class MissingTopics {

  private static final Logger LOG = LoggerFactory.getLogger(MissingTopics.class);

  private static final int TIMEOUT_MILLIS = 10_000;

  private MissingTopics() {}

  /**
   * Refuses to go on where a topic that the job reads is missing. Where the brokers do not answer,
   * this method says so in the log and returns: whoever submits a job need not reach the brokers
   * that the cluster reaches.
   *
   * @throws IllegalStateException with one sentence for people that names the missing topics and
   *     tells how to create them
   */
  public static void refuse(KafkaOptions options) {
    List<Topic> missing = new ArrayList<>();
    List<Topic> read = Arrays.stream(Topic.values()).filter(Topic::isRead).toList();
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                options.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS))) {
      Map<String, KafkaFuture<TopicDescription>> described =
          admin.describeTopics(read.stream().map(Topic::topicName).toList()).topicNameValues();
      for (Topic topic : read) {
        KafkaFuture<TopicDescription> description = described.get(topic.topicName());
        if (description != null && isMissing(description)) {
          missing.add(topic);
        }
      }
    } catch (ExecutionException | KafkaException e) {
      LOG.warn(
          "It is not known whether all topics are there, because {} does not tell: {}",
          options.bootstrapServers(),
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for the topics", e);
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(sentence(missing, options.bootstrapServers()));
    }
  }

  private static boolean isMissing(KafkaFuture<TopicDescription> topic)
      throws ExecutionException, InterruptedException {
    try {
      topic.get();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return true;
      }
      throw e;
    }
  }

  /** Names the missing topics and the commands that create them. */
  static String sentence(List<Topic> missing, String bootstrapServers) {
    return (missing.size() == 1 ? "there is no topic " : "there are no topics ")
        + missing.stream().map(Topic::topicName).collect(Collectors.joining(", "))
        + " at "
        + bootstrapServers
        + ": create "
        + (missing.size() == 1 ? "it" : "them")
        + " before the job starts, for example with "
        + missing.stream()
            .map(topic -> command(topic, bootstrapServers))
            .collect(Collectors.joining(" and "));
  }

  private static String command(Topic topic, String bootstrapServers) {
    return "kafka-topics.sh --bootstrap-server "
        + bootstrapServers
        + " --create --topic "
        + topic.topicName()
        + (topic.isCompacted() ? " --partitions 1" : "")
        + topic.settings().entrySet().stream()
            .map(setting -> " --config " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining());
  }
}
