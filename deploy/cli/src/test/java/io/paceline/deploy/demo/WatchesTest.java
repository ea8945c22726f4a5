package io.paceline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What the demo's watches see on topics to which an earlier warm-up has written. */
class WatchesTest {

  private static final Campaign ANY =
      new SyntheticMarket(new SyntheticMarket.Settings(1, 1, 1_000, 0, 250))
          .campaigns(DemoSetup.EPOCH)
          .get(0);

  private final CampaignWatch campaigns = new CampaignWatch(Map.of(ANY.id(), 2L));
  private final PacingWatch pacing = new PacingWatch(1_000);

  private static ConsumerRecord<byte[], byte[]> record(long atMillis, byte[] value) {
    return new ConsumerRecord<>(
        "topic",
        0,
        0,
        atMillis,
        TimestampType.CREATE_TIME,
        0,
        value.length,
        "key".getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private void booked(Campaign campaign) {
    campaigns.read(record(0, new CampaignCodec().encode(campaign)));
  }

  @Test
  void whatWasBookedForAnEarlierWarmUpDoesNotCount() {
    booked(ANY.withVersion(1));
    assertThat(campaigns.all()).isEmpty();

    booked(ANY.withVersion(2));
    assertThat(campaigns.all()).extracting(CampaignWatch.Booked::versions).containsExactly(1);

    booked(ANY.withVersion(3));
    assertThat(campaigns.all()).extracting(CampaignWatch.Booked::versions).containsExactly(2);
  }

  @Test
  void aCampaignThatAUserBooksMeanwhileIsSeenFromItsFirstVersion() {
    CampaignWatch others = new CampaignWatch(Map.of("another", 2L));

    others.read(record(0, new CampaignCodec().encode(ANY.withVersion(1))));

    assertThat(others.all()).hasSize(1);
  }

  private void told(long atMillis, PacingStatus status, String reason) {
    PacingUpdate update =
        new PacingUpdate(
            "b",
            0,
            new PacingUpdate.Period(0, 100),
            new PacingUpdate.Spend(0, 0, 0, 0),
            new PacingUpdate.Progress(0.5, 0),
            new PacingUpdate.Control(1, 1, true),
            new PacingUpdate.Standing(status, reason),
            new PacingUpdate.Counts(0, 0, 0, 0, 0, 0));
    pacing.read(record(atMillis, PacingUpdateCodec.encode(update)));
  }

  @Test
  void troubleIsWhatWasSaidLastOfABudgetOffItsPlanSinceTheDaysOwnSubmission() {
    told(999, PacingStatus.BEHIND, "An earlier warm-up spent nothing.");
    assertThat(pacing.of("b")).isNull();
    assertThat(pacing.trouble("b")).isNull();

    told(1_000, PacingStatus.AHEAD, "Bids are lowered.");
    told(1_001, PacingStatus.ON_PLAN, "As planned.");

    assertThat(pacing.of("b").standing().status()).isEqualTo(PacingStatus.ON_PLAN);
    assertThat(pacing.trouble("b")).isEqualTo("AHEAD: Bids are lowered");
  }
}
