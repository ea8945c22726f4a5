package io.paceline.local.broker;

import io.paceline.local.UserFacingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates topics through Kafka's admin client. */
public final class Topics {
  private static final int TIMEOUT_MILLIS = 15_000;

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
    } catch (ExecutionException e) {
      throw new UserFacingException(
          "cannot create the topics at " + bootstrapServers + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
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
