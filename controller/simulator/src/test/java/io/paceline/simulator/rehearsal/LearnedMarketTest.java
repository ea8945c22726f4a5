package io.paceline.simulator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.simulator.exchange.Opportunity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The market was known to cost 8,000 micros an impression, and has come to cost 2,000. */
class LearnedMarketTest {

  private static final long START = 1_700_000_000_000L;
  private static final long BID = 6_000;
  private static final long TOLD = 2_000;

  private static final Pace PACE = Pace.demo(1);
  private static final CampaignClock CLOCK = new CampaignClock(START, START, 1);
  private static final BidRequest REQUEST = request();

  private static final KnownCurves KNOWN =
      new KnownCurves() {
        @Override
        public MarketCurve overall() {
          return new MarketCurve(8_000, 3);
        }

        @Override
        public @Nullable MarketCurve site(String exchange, String domain) {
          return null;
        }
      };

  private static BidRequest request() {
    Opportunity any = Rehearsal.market(1, 10).opportunities(0).next();
    return any.request();
  }

  private static LearnedMarket market(LearnedMarket.State state) {
    return new LearnedMarket(PACE, CLOCK, KNOWN, state);
  }

  /** Hears every 10 ms of an auction that was lost and one that was won. */
  private static void hear(LearnedMarket market, long from, long to, long price) {
    for (long now = from; now < to; now += 10) {
      market.hear(Notice.loss(token(now), price, 102, now), now);
      market.hear(Notice.win(token(now), price, price, now), now);
    }
  }

  private static NoticeToken token(long now) {
    return new NoticeToken(
        "b" + now,
        "c",
        "c",
        0,
        BID,
        now,
        REQUEST.exchange(),
        MarketNames.domain(new Opportunity(0, REQUEST, new long[REQUEST.imps().size()])),
        null,
        false,
        null);
  }

  private static double scale(LearnedMarket market, long now) {
    LiveCurve curve = market.find(REQUEST, now);
    return curve == null || curve.curve() == null ? Double.NaN : curve.curve().scaleMicros();
  }

  @Test
  void whatNoticesTellIsKnownAfterTheNextRefresh() {
    LearnedMarket market = market(new LearnedMarket.State());
    hear(market, START, START + 450, TOLD);
    assertThat(market.find(REQUEST, START + 499)).isNull();

    hear(market, START + 500, START + 5_000, TOLD);
    assertThat(scale(market, START + 5_500)).isCloseTo(TOLD, within(TOLD * 0.2));
  }

  @Test
  void aRestoredJobKnowsWhatTheCheckpointHolds() {
    LearnedMarket.State state = new LearnedMarket.State();
    LearnedMarket market = market(state);
    hear(market, START, START + 5_000, TOLD);
    double before = scale(market, START + 5_000);
    LearnedMarket.State checkpoint = state.copy();
    hear(market, START + 5_000, START + 9_000, 2 * TOLD);

    LearnedMarket restored = market(checkpoint);
    restored.restored(START + 60_000);

    assertThat(scale(restored, START + 59_999)).isEqualTo(before);
    assertThat(scale(market, START + 9_000)).isNotEqualTo(before);
  }
}
