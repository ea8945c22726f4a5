package io.paceline.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MissingTopicsSentenceTest {

  private static String command(Topic topic) {
    String sentence = MissingTopics.sentence(List.of(topic), "kafka:9092");
    return sentence.substring(sentence.indexOf("kafka-topics.sh"));
  }

  @Test
  void noticesAreStampedByTheBrokerAndTombstonesStayAsLongAsTheJobHasToSeeThem() {
    assertThat(command(Topic.NOTICES))
        .isEqualTo(
            "kafka-topics.sh --bootstrap-server kafka:9092 --create --topic notices --config"
                + " message.timestamp.type=LogAppendTime");
    assertThat(command(Topic.CAMPAIGNS))
        .isEqualTo(
            "kafka-topics.sh --bootstrap-server kafka:9092 --create --topic campaigns --partitions"
                + " 1 --config cleanup.policy=compact --config delete.retention.ms=34560000000");
    assertThat(command(Topic.EXCHANGES))
        .as("the tombstone that lifts a halt")
        .endsWith(" --config delete.retention.ms=34560000000");
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void theCommandGivesATopicEachSettingThatItNeeds(Topic topic) {
    assertThat(command(topic)).contains("--topic " + topic.topicName());
    topic
        .settings()
        .forEach(
            (name, value) ->
                assertThat(command(topic)).contains(" --config " + name + "=" + value));
    assertThat(command(topic).contains(" --partitions 1")).isEqualTo(topic.isCompacted());
  }
}
