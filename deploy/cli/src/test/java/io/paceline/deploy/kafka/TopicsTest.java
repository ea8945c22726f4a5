package io.paceline.deploy.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.job.kafka.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void everyTopicIsCreatedWithTheSettingsThatItNeeds() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(0)) {
      Topics.createAll(broker.bootstrapServers(), 2, true);
      try (Admin admin =
          Admin.create(
              Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        Map<String, TopicDescription> topics = admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs =
            admin.describeConfigs(names.stream().map(TopicsTest::resource).toList()).all().get();
        for (Topic topic : Topic.values()) {
          Config config = configs.get(resource(topic.topicName()));
          assertThat(config.get("cleanup.policy").value())
              .as(topic.topicName())
              .isEqualTo(topic.isCompacted() ? "compact" : "delete");
          assertThat(topics.get(topic.topicName()).partitions())
              .as(topic.topicName())
              .hasSize(topic.isCompacted() ? 1 : 2);
          topic
              .settings()
              .forEach(
                  (name, value) ->
                      assertThat(config.get(name).value())
                          .as(topic.topicName() + ", " + name)
                          .isEqualTo(value));
        }
      }
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
