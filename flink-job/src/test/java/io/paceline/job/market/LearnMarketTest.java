package io.paceline.job.market;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.market.OutcomeCounter;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.job.control.Campaigns;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.spend.Notices;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnMarketTest {

  private static final long REFRESH = 1_000;
  private static final long DAY = 86_400_000;
  private static final String SITE = "news.example";

  private KeyedBroadcastOperatorTestHarness<
          String, AuctionOutcomeCounts, ControlUpdate, ControlUpdate>
      harness;
  private int seen;

  @BeforeEach
  void start() throws Exception {
    harness = harness(START);
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  /**
   * Reads bundle {@code bundles/dear}, in which the site has high prices; other bundles cannot be
   * read.
   */
  private static KnownCurves load(AnnouncedBundle bundle) throws Exception {
    if (!bundle.path().equals("bundles/dear")) {
      throw new IllegalStateException(bundle.path() + " is no bundle");
    }
    return new KnownCurves() {
      @Override
      public MarketCurve overall() {
        return new MarketCurve(1_000, 3);
      }

      @Override
      public MarketCurve site(String exchange, String domain) {
        return domain.equals(SITE) ? new MarketCurve(9_000, 3) : null;
      }
    };
  }

  private static KeyedBroadcastOperatorTestHarness<
          String, AuctionOutcomeCounts, ControlUpdate, ControlUpdate>
      harness(long at) throws Exception {
    KeyedBroadcastOperatorTestHarness<String, AuctionOutcomeCounts, ControlUpdate, ControlUpdate>
        harness =
            new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                    new LearnMarket(CampaignClock.REAL_TIME, REFRESH, LearnMarketTest::load),
                    List.of(LearnMarket.BUNDLE)),
                told -> LearnMarket.KEY,
                Types.STRING,
                120,
                1,
                0);
    harness.setProcessingTime(at);
    return harness;
  }

  /**
   * Sends the counts of {@code count} auctions: half of them were lost, with a minimum to win of
   * about 2,000 micros, and half were won at about that price.
   */
  private void auctions(String site, int count) throws Exception {
    OutcomeCounter counter = new OutcomeCounter(ExchangeProfiles.OPENRTB);
    for (int i = 0; i < count; i++) {
      long bid = i % 2 == 0 ? 1_500 : 3_000;
      NoticeToken token =
          Notices.token("b" + i, "c").bid(bid, START).site(site).category("IAB12").build();
      counter.add(
          i % 2 == 0
              ? Notice.loss(token, 2_000 + i % 5, 102, START)
              : Notice.win(token, 2_000 - i % 5, 0, START));
    }
    for (AuctionOutcomeCounts told : counter.take()) {
      harness.processElement(new StreamRecord<>(told));
    }
  }

  private List<LiveCurve> take() {
    List<ControlUpdate> all = harness.extractOutputValues();
    List<LiveCurve> news =
        all.subList(seen, all.size()).stream().map(ControlUpdate::curve).toList();
    seen = all.size();
    return news;
  }

  private LiveCurve ofSite(List<LiveCurve> curves) {
    return curves.stream()
        .filter(curve -> curve.place().equals(MarketKey.site("adx", SITE)))
        .findFirst()
        .orElseThrow();
  }

  private int stateEntries() {
    return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  @Test
  void curvesAreToldByTheTimerAndOnlyWhenTheyChanged() throws Exception {
    auctions(SITE, 200);
    assertThat(take()).isEmpty();

    harness.setProcessingTime(START + REFRESH - 1);
    assertThat(take()).isEmpty();
    harness.setProcessingTime(START + REFRESH);
    List<LiveCurve> told = take();
    assertThat(told)
        .extracting(LiveCurve::place)
        .containsExactly(
            MarketKey.ALL,
            MarketKey.exchange("adx"),
            MarketKey.category("adx", "IAB12"),
            MarketKey.site("adx", SITE));
    assertThat(ofSite(told).curve().scaleMicros()).isCloseTo(2_000, within(150.0));

    harness.setProcessingTime(START + 2 * REFRESH);
    assertThat(take()).isEmpty();
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
  }

  @Test
  void theBundlesCurvesAreWhereTheLearnerStarts() throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(model("dear")));
    auctions("other.example", 300);
    auctions(SITE, 24);
    harness.setProcessingTime(START + REFRESH);

    assertThat(ofSite(take()).curve().scaleMicros()).isBetween(4_000.0, 9_000.0);
  }

  @Test
  void aBundleThatCannotBeReadLeavesTheCurvesInUse() throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(model("dear")));
    auctions("other.example", 300);
    harness.setProcessingTime(START + REFRESH);
    take();
    harness.processBroadcastElement(new StreamRecord<>(model("broken")));
    auctions(SITE, 24);
    harness.setProcessingTime(START + 2 * REFRESH);

    assertThat(ofSite(take()).curve().scaleMicros()).isBetween(4_000.0, 9_000.0);
  }

  @Test
  void aRestoreGoesOnWithWhatWasLearnedAndTheBundle() throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(model("dear")));
    auctions("other.example", 300);
    auctions(SITE, 10);
    harness.setProcessingTime(START + REFRESH);
    assertThat(take()).extracting(LiveCurve::place).doesNotContain(MarketKey.site("adx", SITE));
    OperatorSubtaskState state = harness.snapshot(1, START + REFRESH);
    harness.close();

    long later = START + 3_600_000;
    harness = harness(later);
    harness.initializeState(state);
    harness.open();
    seen = 0;
    auctions(SITE, 14);
    harness.setProcessingTime(later + REFRESH);

    // Ten auctions before the restore and fourteen after it are enough, and the bundle is read
    // again.
    List<LiveCurve> told = take();
    assertThat(ofSite(told).curve().scaleMicros()).isBetween(4_000.0, 9_000.0);
    assertThat(told)
        .as("what was told before the restore is not told again")
        .extracting(LiveCurve::place)
        .doesNotContain(MarketKey.site("adx", "other.example"));
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
  }

  @Test
  void aMarketThatIsNoLongerToldOfIsTakenBackAndLeavesNoStateAndNoTimer() throws Exception {
    auctions(SITE, 200);
    harness.setProcessingTime(START + REFRESH);
    take();
    assertThat(stateEntries()).isPositive();

    harness.setProcessingTime(START + 5 * DAY);

    assertThat(take()).hasSize(4).allMatch(curve -> curve.curve() == null);
    assertThat(stateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();

    auctions(SITE, 200);
    harness.setProcessingTime(START + 5 * DAY + REFRESH);
    assertThat(take()).as("a market that comes back is learned again").hasSize(4);
  }

  private static ControlUpdate model(String name) {
    return ControlUpdate.of(Campaigns.model(name));
  }
}
