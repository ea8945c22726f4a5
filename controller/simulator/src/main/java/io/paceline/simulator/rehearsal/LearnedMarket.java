package io.paceline.simulator.rehearsal;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.market.CurveBook;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MapMarketStore;
import io.paceline.core.market.MarketKey;
import io.paceline.core.market.MarketLearner;
import io.paceline.core.market.OutcomeCounter;
import io.paceline.core.notice.Notice;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the job learns of the market from its own auctions: notices are counted, the counts reach
 * the learner a few times between two refreshes, and a refresh passes on the curves that have
 * moved. All times are wall milliseconds.
 *
 * <p>Nothing calls this class at the moment of a refresh, because only decisions see what comes of
 * it. Whoever decides or reads a notice lets all refreshes happen first that were due by then.
 */
final class LearnedMarket {

  /** How often counts reach the learner between two refreshes. */
  private static final int PER_REFRESH = 4;

  /** What a checkpoint holds. */
  static final class State {
    private final MapMarketStore contexts;
    private final Map<MarketKey, LiveCurve> curves;

    /** Wall time of the next refresh; null while nothing was learned. */
    private @Nullable Long nextRefresh;

    /** Nothing was learned yet. */
    State() {
      this(new MapMarketStore(), new LinkedHashMap<>(), null);
    }

    private State(
        MapMarketStore contexts, Map<MarketKey, LiveCurve> curves, @Nullable Long nextRefresh) {
      this.contexts = contexts;
      this.curves = curves;
      this.nextRefresh = nextRefresh;
    }

    State copy() {
      return new State(contexts.copy(), new LinkedHashMap<>(curves), nextRefresh);
    }
  }

  private final Pace pace;
  private final CampaignClock clock;
  private final KnownCurves known;
  private final State state;
  private final MarketLearner learner;
  private final OutcomeCounter counter;
  private final CurveBook curves = new CurveBook();
  private long passedOnMillis;

  /**
   * Goes on from a state. Counts that had not reached the learner are not part of it.
   *
   * @param known what was known of the market before
   */
  LearnedMarket(Pace pace, CampaignClock clock, KnownCurves known, State state) {
    this.pace = pace;
    this.clock = clock;
    this.known = known;
    this.state = state;
    learner = new MarketLearner(state.contexts);
    counter = new OutcomeCounter(pace.windows().exchanges());
    state.curves.values().forEach(curves::put);
  }

  /** After a restore, a refresh that was due while the job was down comes now. */
  void restored(long now) {
    if (state.nextRefresh != null && state.nextRefresh < now) {
      state.nextRefresh = now;
    }
  }

  /** Takes in a notice that is read now. */
  void hear(Notice notice, long now) {
    refreshUntil(now);
    counter.add(notice);
    boolean due = now - passedOnMillis >= pace.marketRefreshMillis() / PER_REFRESH;
    if (due || counter.size() >= MarketLearner.MAX_CONTEXTS) {
      for (AuctionOutcomeCounts told : counter.take()) {
        learner.learn(told, clock.campaignMillis(now));
      }
      passedOnMillis = now;
      if (state.nextRefresh == null && state.contexts.size() > 0) {
        state.nextRefresh = now + pace.marketRefreshMillis();
      }
    }
  }

  /** The narrowest curve that was learned for the request's site, null for none. */
  @Nullable LiveCurve find(BidRequest request, long now) {
    refreshUntil(now);
    Site site = request.site();
    return curves.find(
        request.exchange(),
        site == null ? null : site.domain(),
        site == null ? null : site.category());
  }

  private void refreshUntil(long now) {
    while (state.nextRefresh != null && state.nextRefresh <= now) {
      long at = state.nextRefresh;
      for (LiveCurve curve : learner.refresh(known, clock.campaignMillis(at))) {
        curves.put(curve);
        if (curve.curve() == null) {
          state.curves.remove(curve.place());
        } else {
          state.curves.put(curve.place(), curve);
        }
      }
      state.nextRefresh = state.contexts.size() == 0 ? null : at + pace.marketRefreshMillis();
    }
  }
}
