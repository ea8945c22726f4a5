package io.paceline.job.market;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketLearner;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.job.control.ControlUpdate;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Learns what the market charges from counts of the auctions' outcomes, and sends the curves that
 * changed. One subtask learns all contexts (sites, categories, exchanges and the whole market),
 * because each lies within a wider one and their number is limited as a whole. A timer starts the
 * refreshes, at most one per interval of wall time.
 */
public final class LearnMarket
    extends KeyedBroadcastProcessFunction<
        String, AuctionOutcomeCounts, ControlUpdate, ControlUpdate> {

  /** The newest announced bundle, under one key; the next one replaces it. */
  public static final MapStateDescriptor<String, ModelAnnouncement> BUNDLE =
      new MapStateDescriptor<>("bundle", String.class, ModelAnnouncement.class);

  /** The learner's only key. */
  public static final String KEY = "market";

  private static final long serialVersionUID = 1L;

  private static final String NEWEST = "newest";

  /** Reads the curves of an announced bundle. */
  public interface CurveLoader extends Serializable {

    /**
     * The bundle's curves.
     *
     * @throws Exception with a clear message where the bundle is invalid
     */
    KnownCurves load(AnnouncedBundle bundle) throws Exception;
  }

  private final CampaignClock clock;
  private final long refreshMillis;
  private final CurveLoader loader;
  private transient KeyedMarketStore store;
  private transient MarketLearner learner;
  private transient ValueState<Long> nextRefresh;
  private transient CurvesInUse curves;
  private transient Counter told;

  /**
   * How many market contexts were kept at the last refresh; 0 before the first one. The task writes
   * it, and the metrics' reporters read it.
   */
  private transient volatile int contexts;

  /**
   * Learns by this clock and starts from the curves of bundles, which the loader reads.
   *
   * @param refreshMillis wall time between two refreshes, milliseconds
   */
  public LearnMarket(CampaignClock clock, long refreshMillis, CurveLoader loader) {
    this.clock = clock;
    this.refreshMillis = refreshMillis;
    this.loader = loader;
  }

  @Override
  public void open(OpenContext context) {
    store = new KeyedMarketStore(getRuntimeContext());
    learner = new MarketLearner(store);
    nextRefresh =
        getRuntimeContext().getState(new ValueStateDescriptor<>("next-refresh", Long.class));
    curves = new CurvesInUse(loader);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    told = metrics.counter("curvesTold");
    metrics.gauge("contexts", () -> contexts);
  }

  @Override
  public void processElement(
      AuctionOutcomeCounts more, ReadOnlyContext context, Collector<ControlUpdate> out)
      throws Exception {
    long now = context.currentProcessingTime();
    learner.learn(more, clock.campaignMillis(now));
    if (nextRefresh.value() == null && store.size() > 0) {
      refreshAt(context, now + refreshMillis);
    }
  }

  private void refreshAt(ReadOnlyContext context, long millis) throws Exception {
    nextRefresh.update(millis);
    context.timerService().registerProcessingTimeTimer(millis);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ControlUpdate> out)
      throws Exception {
    ModelAnnouncement newest = context.getBroadcastState(BUNDLE).get(NEWEST);
    KnownCurves known = newest == null ? KnownCurves.NONE : curves.after(newest.bundle());
    long now = Math.max(timestamp, context.currentProcessingTime());
    for (LiveCurve curve : learner.refresh(known, clock.campaignMillis(now))) {
      told.inc();
      out.collect(ControlUpdate.of(curve));
    }
    contexts = store.size();
    if (contexts == 0) {
      store.clear();
      nextRefresh.clear();
    } else {
      refreshAt(context, now + refreshMillis);
    }
  }

  @Override
  public void processBroadcastElement(
      ControlUpdate update, Context context, Collector<ControlUpdate> out) throws Exception {
    if (update.model() != null) {
      context.getBroadcastState(BUNDLE).put(NEWEST, update.model());
    }
  }
}
