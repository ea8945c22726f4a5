package io.paceline.deploy.kafka;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.job.kafka.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Creates and empties topics of the job through Kafka's admin client. */
public final class Topics {
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final long POLL_MILLIS = 20;

  /** Stands for the end of a partition (Kafka's high watermark) where records are deleted. */
  private static final long TO_THE_END = -1;

  private Topics() {}

  /**
   * Creates every topic of the job, with the settings that it needs, and returns once the broker
   * knows them.
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @param partitions number of partitions of each topic that is not compacted, at least 1
   * @param compacting true where compacted topics keep only the latest record of each key; such a
   *     topic cannot be emptied
   * @throws UserFacingException where the broker does not answer or refuses a topic
   */
  public static void createAll(String bootstrapServers, int partitions, boolean compacting) {
    create(
        bootstrapServers,
        Arrays.stream(Topic.values())
            .map(
                topic ->
                    topic.isCompacted()
                        ? newTopic(topic, 1, compacting)
                        : newTopic(topic, partitions, false))
            .toList());
  }

  /**
   * Creates one topic and returns once the broker knows it.
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @param partitions at least 1
   * @param compacted true where only the latest record of each key is kept
   * @throws UserFacingException where the broker does not answer or refuses the topic
   */
  public static void create(
      String bootstrapServers, Topic topic, int partitions, boolean compacted) {
    create(bootstrapServers, List.of(newTopic(topic, partitions, compacted)));
  }

  private static void create(String bootstrapServers, List<NewTopic> topics) {
    try (Admin admin = admin(bootstrapServers)) {
      admin.createTopics(topics).all().get();
      awaitKnown(admin, topics.stream().map(NewTopic::name).toList());
    } catch (ExecutionException e) {
      throw new UserFacingException(
          "cannot create the topics at " + bootstrapServers + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  /**
   * Deletes every record of the topics; their offsets go on. To delete the topics and create them
   * again is no alternative: now and then a broker does not serve a topic that is created while an
   * old topic of the same name is still being removed.
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @throws UserFacingException where the broker does not answer
   */
  public static void empty(String bootstrapServers, Collection<Topic> topics) {
    List<String> names = topics.stream().map(Topic::topicName).toList();
    try (Admin admin = admin(bootstrapServers)) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          partition ->
                              all.put(
                                  new TopicPartition(name, partition.partition()),
                                  RecordsToDelete.beforeOffset(TO_THE_END))));
      admin.deleteRecords(all).all().get();
    } catch (ExecutionException e) {
      throw new UserFacingException(
          "cannot empty the topics at " + bootstrapServers + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while emptying topics", e);
    }
  }

  /** What Kafka says of a request that failed; null where it says nothing. */
  private static @Nullable String reason(ExecutionException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS));
  }

  /**
   * Waits until the broker knows the topics. Kafka's controller knows a new topic at once, but the
   * broker only a moment later.
   */
  private static void awaitKnown(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
    while (true) {
      try {
        admin.describeTopics(names).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private static NewTopic newTopic(Topic topic, int partitions, boolean compacted) {
    short replicas = 1;
    Map<String, String> configs = new HashMap<>(topic.settings());
    configs.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
    return new NewTopic(topic.topicName(), partitions, replicas).configs(configs);
  }
}
