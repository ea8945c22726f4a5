package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.allocation.ProposedBids;
import io.paceline.core.bidding.CriticalValue;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticePrice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.PriceForm;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.AuctionOutcomes;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;
import io.paceline.core.pacing.TrafficWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the spend controller tells its law about single auctions. */
class AuctionsTest {

  private static final long START = 1_000_000_000L;

  /** Campaign time between two moves of the law. */
  private static final long MOVE_MILLIS = 15_000;

  private static final long BUDGET = 1_000_000;
  private static final long MAX_BID = 5_000;
  private static final double MULTIPLIER = 2_000;
  private static final LedgerSettings WINDOWS = LedgerSettings.of(60_000, 3_600_000, 86_400_000);

  /** A law that notes its observations and never moves the multiplier. */
  private static final class Watching implements PacingLaw {

    private final List<PacingObservation> seen = new ArrayList<>();
    private double skipShare;

    @Override
    public String name() {
      return "watching";
    }

    @Override
    public PacingState start(PacingObservation now) {
      return new PacingState(MULTIPLIER, 0, 0, now.nowMillis(), 0, new double[] {0});
    }

    @Override
    public PacingState move(PacingState state, PacingObservation now) {
      seen.add(now);
      double[] memory = {state.memory()[0] + 1};
      return new PacingState(MULTIPLIER, 0, 0, now.nowMillis(), skipShare, memory);
    }

    AuctionOutcomes last() {
      return seen.get(seen.size() - 1).outcomes();
    }
  }

  private final Watching law = new Watching();
  private final MapBudgetStore store = new MapBudgetStore();
  private final SpendController controller =
      new SpendController(CampaignClock.REAL_TIME, law, WINDOWS);
  private long now = START;

  @BeforeEach
  void ready() {
    store.put(campaign(BUDGET));
    tick();
    price(proposed("first", 1, 2, 0));
    tick();
    tick();
    price(proposed("second", 1, 2, 0));
    now += WINDOWS.exchanges().usual().auctionWindowMillis() + 1_000;
    tick();
  }

  @Test
  void aWinTellsItsPriceALossTheMultiplierItWasBidWith() {
    price(proposed("won", 0.8, 2, 0));
    price(proposed("lost", 1.2, 2, 0));
    assertThat(tick().open()).isEqualTo(2);
    assertThat(law.last().proposed()).isEqualTo(2);
    assertThat(law.last().count()).isZero();

    notice(NoticeType.WIN, "won", 700);
    notice(NoticeType.BILLING, "won", 700);
    notice(NoticeType.LOSS, "lost", 0);
    notice(NoticeType.LOSS, "lost", 0);
    AuctionOutcomes seen = tick();

    assertThat(seen.count()).isEqualTo(2);
    assertThat(seen.settled()).isEqualTo(2);
    assertThat(seen.proposed()).isZero();
    assertThat(seen.open()).isZero();
    assertThat(seen.won()).containsExactly(true, false);
    assertThat(seen.priceMicros()).containsExactly(700, 0);
    assertThat(seen.score()[0]).isCloseTo(0.8, within(1e-6));
    assertThat(seen.reachMicros()).containsExactly(MULTIPLIER, MULTIPLIER);
    assertThat(tick().count()).as("told once").isZero();
  }

  @Test
  void aWinWithoutAPriceOfItsOwnTeachesAPriceThatTheMarketCurveDraws() {
    long bid = (long) MULTIPLIER;
    for (PriceForm form : List.of(PriceForm.CAPPED, PriceForm.MACRO)) {
      for (int i = 0; i < 20; i++) {
        price(proposed(form + "-" + i, 1, 2, 0));
        NoticeToken token =
            TokenBuilder.token(form + "-" + i).campaign("shoes").bid(bid, now).build();
        Notice win = Notice.win(token, new NoticePrice(bid, form), 0, now);
        controller.settle(store, win, now);
      }
      AuctionOutcomes seen = tick();

      assertThat(seen.count()).isEqualTo(20);
      assertThat(seen.won()).containsOnly(true);
      assertThat(LongStream.of(seen.priceMicros())).allMatch(price -> price > 0 && price < bid);
      assertThat(LongStream.of(seen.priceMicros()).distinct().count()).isGreaterThan(10);
    }
    assertThat(store.account().totalHeldMicros()).isEqualTo(40 * bid);
  }

  @Test
  void betweenTwoMovesOutcomesWaitAndTheMultiplierStays() {
    price(proposed("won", 0.8, 2, 0));
    tick();
    notice(NoticeType.WIN, "won", 700);
    double before = store.lawMemory().numbers()[0];
    now += MOVE_MILLIS - 1;
    controller.tick(store, TrafficWeek.uniform(), false, now, now, 1, Long.MAX_VALUE);
    assertThat(store.lawMemory().numbers()[0]).isEqualTo(before);

    now += 1;
    controller.tick(store, TrafficWeek.uniform(), false, now, now, 1, Long.MAX_VALUE);
    assertThat(store.lawMemory().numbers()[0]).isEqualTo(before + 1);
    assertThat(law.last().count()).isEqualTo(1);
  }

  @Test
  void theLawsMemoryIsKeptApartFromWhatBidsRead() {
    assertThat(store.state().pacing().memory()).isEmpty();
    double before = store.lawMemory().numbers()[0];
    tick();
    assertThat(store.lawMemory().numbers()[0]).isEqualTo(before + 1);
  }

  @Test
  void silenceIsALossOnceTheWindowIsOver() {
    price(proposed("silent", 1, 2, 0));
    now += WINDOWS.exchanges().usual().auctionWindowMillis() + 1_000;
    AuctionOutcomes seen = tick();
    assertThat(seen.won()).containsExactly(false);
    assertThat(seen.open()).isZero();
  }

  @Test
  void anImpressionBelowTheFloorIsLostUpToTheMultiplier() {
    assertThat(price(proposed("dear", 1, 2, 2_500)).reason()).isEqualTo(NoBidReason.BID_TOO_LOW);
    AuctionOutcomes seen = tick();
    assertThat(seen.proposed()).isEqualTo(1);
    assertThat(seen.won()).containsExactly(false);
    assertThat(seen.reachMicros()).containsExactly(MULTIPLIER);
  }

  @Test
  void aBidThatOnlyTheMoneyLeftHeldDownReachesWhatItBid() {
    store.put(campaign(1_000));
    price(proposed("poor", 2, 2, 0));
    notice(NoticeType.LOSS, "poor", 0);
    assertThat(tick().reachMicros()).containsExactly(500);
  }

  @Test
  void aFirstPriceWinTellsAValueWithinTheMultiplierAndARevealedLossOneAbove() {
    ProposedBid won = proposed("won", 1, 1, 0);
    long bid = price(won).price().micros();
    price(proposed("lost", 1, 1, 0));
    notice(NoticeType.WIN, "won", bid);
    notice(NoticeType.LOSS, "lost", bid + 100);
    AuctionOutcomes seen = tick();
    assertThat((double) seen.priceMicros()[0]).isBetween(1.0, MULTIPLIER);
    assertThat((double) seen.priceMicros()[1])
        .isGreaterThan(MULTIPLIER)
        .isCloseTo(CriticalValue.of(bid + 100.0, won.market().curve()), within(300.0));
  }

  @Test
  void aShareIsSatOutByTheBidsIdAndSaysSo() {
    law.skipShare = 0.25;
    tick();
    int satOut = 0;
    for (int i = 0; i < 2_000; i++) {
      NoBidReason reason = price(proposed("bid-" + i, 1, 2, 2_500)).reason();
      assertThat(price(proposed("bid-" + i, 1, 2, 2_500)).reason()).isEqualTo(reason);
      satOut += reason == NoBidReason.SAT_OUT ? 1 : 0;
    }
    assertThat(satOut).isBetween(430, 570);
    AuctionOutcomes seen = tick();
    assertThat(seen.proposed()).isEqualTo(4_000);
    assertThat(seen.settled()).isEqualTo(4_000);
  }

  @Test
  void aFairSampleIsKeptOfMoreAuctionsThanThereIsRoomFor() {
    for (int i = 0; i < 10_000; i++) {
      price(proposed("bid-" + i, i < 5_000 ? 1 : 0.5, 2, 2_500));
    }
    AuctionOutcomes seen = tick();
    assertThat(seen.count()).isEqualTo(Auctions.ROWS);
    assertThat(seen.settled()).isEqualTo(10_000);
    int early = 0;
    for (int i = 0; i < seen.count(); i++) {
      early += seen.score()[i] == 1 ? 1 : 0;
    }
    assertThat(early).isBetween(430, 570);
  }

  @Test
  void testTrafficTeachesNothing() {
    price(ProposedBids.bid("test", now).sold(2, 2_500).test().build());
    assertThat(tick().proposed()).isZero();
  }

  @Test
  void theMarketsBeliefIsThatOfTheSitesProposed() {
    AuctionTally tally = AuctionTally.NONE;
    assertThat(tally.curve()).isNull();
    for (int i = 0; i < 50; i++) {
      tally = tally.withProposal(new MarketCurve(1_000, 2), false);
    }
    assertThat(tally.curve().scaleMicros()).isCloseTo(1_000, within(1e-6));
    assertThat(tally.curve().shape()).isCloseTo(2, within(1e-6));
    for (int i = 0; i < 50; i++) {
      tally = tally.withProposal(new MarketCurve(4_000, 2), true);
    }
    assertThat(tally.curve().scaleMicros()).as("geometric mean").isCloseTo(2_000, within(1e-6));
    assertThat(tally.curve().shape()).as("two prices spread wider than one").isLessThan(1.7);
    assertThat(tally.firstPriceShare()).isCloseTo(0.5, within(1e-9));
  }

  private AuctionOutcomes tick() {
    now += MOVE_MILLIS;
    controller.tick(store, TrafficWeek.uniform(), false, now, now, 1, Long.MAX_VALUE);
    return law.seen.isEmpty() ? null : law.last();
  }

  private Pricing price(ProposedBid proposed) {
    return controller.price(store, proposed, now, Long.MAX_VALUE);
  }

  private void notice(NoticeType type, String bidId, long priceMicros) {
    NoticeToken token =
        TokenBuilder.token(bidId).campaign("shoes").bid(MAX_BID, now).site("news.example").build();
    controller.settle(store, Notices.of(type, token, priceMicros, now), now);
  }

  private ProposedBid proposed(String bidId, double score, int at, long floor) {
    return ProposedBids.bid(bidId, now).scored(score).sold(at, floor).build();
  }

  private static Campaign campaign(long budget) {
    return CampaignBuilder.campaign("shoes")
        .flight(START - 10_000_000, START + 10_000_000)
        .totalMicros(budget)
        .maxBidMicros(MAX_BID)
        .build();
  }
}
