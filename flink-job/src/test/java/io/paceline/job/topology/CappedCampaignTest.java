package io.paceline.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.openrtb.BidResponse;
import io.paceline.core.openrtb.BidResponseCodec;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.job.PacelineJob;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.Requests;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.scoring.FixedScorer;
import io.paceline.job.spend.TestOptions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Follows a frequency cap through the job, from the request in which it keeps a campaign out to the
 * status sentence that says so.
 */
class CappedCampaignTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final BidRequestCodec REQUESTS =
      new BidRequestCodec(CurrencyTable.parse("USD", ""), 100);

  /**
   * A campaign with a cap of one impression per user and hour, whose flight ends 30 days after the
   * tests begin.
   */
  private static final Campaign HATS =
      Campaigns.prolonged(Campaigns.capped("hats", 1), Campaigns.START + 30 * 86_400_000L);

  private final MemoryEdge topics = new MemoryEdge();

  /**
   * Ten minutes of campaign time pass in a second of wall time, so the quarter of an hour over
   * which a status counts passes in 1.5 s.
   */
  private final JobOptions options =
      TestOptions.with(
          "--clock.epoch", Instant.ofEpochMilli(Campaigns.START).toString(),
          "--clock.start", Instant.now().toString(),
          "--clock.speed", "600",
          "--checkpoint.interval", "0 s",
          "--window.auction", "10 min",
          "--window.billing", "20 min",
          "--score.timeout", "1 min");

  private int requests;

  private BidResponse ask(String user) throws Exception {
    long now = System.currentTimeMillis();
    BidRequest request = Requests.patient(Requests.of("request-" + requests++, user, now));
    topics.send(Topic.BID_REQUESTS, REQUESTS.encode(request), now);
    return BidResponseCodec.decode(topics.receive(Topic.BID_RESPONSES).value());
  }

  /**
   * Reads the pacing updates that the job has written, sends them back into the job, and returns
   * the newest one, or null where there is none.
   */
  private PacingUpdate word() throws Exception {
    PacingUpdate newest = null;
    for (var record = topics.poll(Topic.PACING_UPDATES);
        record != null;
        record = topics.poll(Topic.PACING_UPDATES)) {
      topics.send(Topic.PACING_UPDATES, record.value(), System.currentTimeMillis());
      newest = PacingUpdateCodec.decode(record.value());
    }
    return newest;
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aCampaignWhoseUsersAllReachedTheirCapSaysSo() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(PacelineJob.settings(options));
    env.setParallelism(2);
    new PacelineTopology(
            options, (bundle, first) -> new FixedScorer("v1", Map.of("hats", FixedScorer.MEAN)))
        .define(env, topics, topics);
    JobClient job = env.executeAsync();
    try {
      long now = System.currentTimeMillis();
      topics.send(Topic.CAMPAIGNS, new CampaignCodec().encode(HATS), now);
      topics.send(Topic.MODELS, ModelAnnouncementCodec.encode(Campaigns.model("v1")), now);
      PacingUpdate limited = null;
      boolean capped = false;
      while (limited == null) {
        capped |= ask("anna").reason() == NoBidReason.FREQUENCY_CAP;
        PacingUpdate word = word();
        boolean said = word != null && word.standing().status() == PacingStatus.LIMITED_BY_CAPS;
        limited = said ? word : null;
      }

      assertThat(capped).isTrue();
      assertThat(limited.standing().reason())
          .matches(
              "The plan cannot be met \\(.* % of the budget behind\\): caps keep it out of"
                  + " [0-9]+ of [0-9]+ requests that fit\\.");
    } finally {
      job.cancel().get();
    }
  }
}
