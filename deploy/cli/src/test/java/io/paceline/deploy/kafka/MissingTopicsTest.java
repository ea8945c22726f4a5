package io.paceline.deploy.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.job.PacelineJob;
import io.paceline.job.kafka.MissingTopics;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Asks a real broker; it stands in this module because only this one can start a broker. */
class MissingTopicsTest {

  @Test
  void aJobWhoseTopicsAreMissingDoesNotStartAndSaysHowToCreateThem() {
    try (BrokerProcess broker = BrokerProcess.start(0)) {
      String at = broker.bootstrapServers();
      for (Topic topic : Topic.values()) {
        if (topic.isRead() && topic != Topic.SPEND_REPORTS && topic != Topic.MODELS) {
          Topics.create(at, topic, 1, topic.isCompacted());
        }
      }

      assertThatThrownBy(() -> PacelineJob.main(arguments(at)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "there are no topics spend-reports, models at "
                  + at
                  + ": create them before the job starts, for example with kafka-topics.sh"
                  + " --bootstrap-server "
                  + at
                  + " --create --topic spend-reports and kafka-topics.sh --bootstrap-server "
                  + at
                  + " --create --topic models --partitions 1 --config cleanup.policy=compact");

      Topics.create(at, Topic.MODELS, 1, true);
      assertThatThrownBy(() -> PacelineJob.main(arguments(at)))
          .hasMessage(
              "there is no topic spend-reports at "
                  + at
                  + ": create it before the job starts, for example with kafka-topics.sh"
                  + " --bootstrap-server "
                  + at
                  + " --create --topic spend-reports");

      Topics.create(at, Topic.SPEND_REPORTS, 1, false);
      assertThatCode(() -> MissingTopics.refuse(JobOptions.fromArguments(arguments(at)).kafka()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void brokersThatDoNotAnswerHereDoNotKeepTheJobFromStarting() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String[] arguments = arguments("127.0.0.1:" + closed);

    assertThatCode(() -> MissingTopics.refuse(JobOptions.fromArguments(arguments).kafka()))
        .doesNotThrowAnyException();
  }

  private static String[] arguments(String bootstrapServers) {
    return new String[] {
      "--kafka.bootstrap-servers",
      bootstrapServers,
      "--notice.secret",
      "0123456789abcdef0123456789abcdef"
    };
  }
}
