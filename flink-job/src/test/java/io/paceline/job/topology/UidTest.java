package io.paceline.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.PacelineJob;
import io.paceline.job.options.JobOptions;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * Checks the uids by which operators find their state again after an update: no uid may change, and
 * a new one must be listed here.
 */
class UidTest {

  @Test
  void uidsStayAsTheyAre() {
    assertThat(nodes())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "source-bid-requests",
            "source-notices",
            "source-spend-reports",
            "source-user-events",
            "source-campaigns",
            "source-models",
            "source-pacing-updates",
            "source-exchanges",
            "source-adjustments",
            "decode-requests",
            "decode-notices",
            "decode-spend-reports",
            "decode-adjustments",
            "decode-user-events",
            "decode-campaigns",
            "accept-edits",
            "decode-control",
            "count-outcomes",
            "learn-market",
            "exchange-records",
            "watch-exchanges",
            "requests-by-user",
            "notices-without-progress",
            "notices-of-known-users",
            "notices-by-user",
            "events-by-user",
            "eligibility",
            "score",
            "allocate",
            "proposals-by-budget",
            "caps-by-budget",
            "notices-by-budget",
            "unsigned-billings-by-budget",
            "spend-reports-by-budget",
            "adjustments-by-budget",
            "campaigns-by-budget",
            "spend-controller",
            "encode-early-no-bids",
            "encode-responses",
            "encode-pacing-updates",
            "encode-training-log",
            "encode-dead-letters",
            "sink-bid-responses",
            "sink-early-no-bids",
            "sink-pacing-updates",
            "sink-training-log",
            "sink-campaign-status",
            "sink-exchanges",
            "sink-adjustment-audit",
            "sink-dead-letters",
            // Flink adds a committer to every Kafka sink, although at-least-once sinks commit
            // nothing.
            "Sink Committer: sink-bid-responses",
            "Sink Committer: sink-early-no-bids",
            "Sink Committer: sink-pacing-updates",
            "Sink Committer: sink-training-log",
            "Sink Committer: sink-campaign-status",
            "Sink Committer: sink-exchanges",
            "Sink Committer: sink-adjustment-audit",
            "Sink Committer: sink-dead-letters");
  }

  @Test
  void everyOperatorHasANameOfItsOwn() {
    assertThat(nodes()).extracting(StreamNode::getOperatorName).doesNotHaveDuplicates();
  }

  private static List<StreamNode> nodes() {
    JobOptions options = JobOptions.fromArguments("--notice.secret", "0123456789abcdef");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(PacelineJob.settings(options));
    PacelineJob.define(env, options);
    return List.copyOf(env.getStreamGraph().getStreamNodes());
  }
}
