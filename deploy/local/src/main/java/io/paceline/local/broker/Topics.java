package io.paceline.local.broker;

import io.paceline.local.UserFacingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics through Kafka's admin client. */
public final class Topics {
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final long POLL_MILLIS = 20;

  private Topics() {}

  /**
   * Creates the topics and returns once the broker has them.
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @throws UserFacingException where the broker does not answer or refuses a topic
   */
  public static void create(String bootstrapServers, List<TopicSpec> topics) {
    List<NewTopic> newTopics = topics.stream().map(Topics::newTopic).toList();
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(newTopics).all().get();
      awaitKnown(admin, topics.stream().map(TopicSpec::name).toList());
    } catch (ExecutionException e) {
      throw new UserFacingException(
          "cannot create the topics at " + bootstrapServers + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  /** The controller has the topics at once, the broker a moment later. */
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

  private static NewTopic newTopic(TopicSpec spec) {
    short replicas = 1;
    return new NewTopic(spec.name(), spec.partitions(), replicas)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                spec.compacted()
                    ? TopicConfig.CLEANUP_POLICY_COMPACT
                    : TopicConfig.CLEANUP_POLICY_DELETE));
  }
}
