package io.paceline.job.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.clock.WallClock;
import io.paceline.core.exchange.BidExchanges;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingLaws;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.core.spend.Decisions;
import io.paceline.core.spend.Pricing;
import io.paceline.core.spend.Settled;
import io.paceline.core.spend.SpendController;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.control.Halts;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.serialization.SharedTypeInfo;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Fourth and fifth step of a decision, keyed by budget: sets the price of a bid, holds its money,
 * and learns from notices and ticks.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState before open.
public final class SpendControllerFunction
    extends KeyedBroadcastProcessFunction<String, MoneyInput, ControlUpdate, Decision>
    implements CheckpointedFunction, CheckpointListener {

  /** The pacing updates of all budgets' controllers, and word of each budget that is closed. */
  public static final OutputTag<BudgetTold> UPDATES = new OutputTag<>("pacing-updates") {};

  /** One row of the training log for every sampled bid. */
  public static final OutputTag<TrainingRow> TRAINING = new OutputTag<>("training-log") {};

  /** Records of topic {@code adjustment-audit}. */
  public static final OutputTag<OutRecord> AUDIT = new OutputTag<>("adjustment-audit") {};

  /** The newest announcement of a bundle, which holds the expected traffic, under one key. */
  public static final MapStateDescriptor<String, ModelAnnouncement> TRAFFIC =
      new MapStateDescriptor<>("traffic", String.class, ModelAnnouncement.class);

  /** What bids and notices tell of how well exchanges' billings can be accounted for. */
  public static final OutputTag<BillingEvidence> EVIDENCE = new OutputTag<>("billing-evidence") {};

  private static final long serialVersionUID = 1L;

  private static final String NEWEST = "newest";

  /** Partition and offset in the dead letter of a notice whose record is not known any more. */
  private static final int NOT_CARRIED = -1;

  private final JobOptions options;
  private final WallClock wallClock;
  private transient RestoreClock restoreClock;
  private transient SpendController controller;
  private transient Decisions decisions;
  private transient KeyedBudgetStore store;
  private transient ValueState<PacingUpdate> told;
  private transient ValueState<Long> restoredEpoch;
  private transient ValueState<Long> nextTick;
  private transient BudgetMetrics metrics;
  private transient ReportDesk reports;
  private transient AdjustmentDesk adjustments;
  private transient NoticesRead noticesRead;
  private transient Halts halts;
  private transient BudgetEnd end;
  private transient BidExchanges bidExchanges;

  /** The announcement from which {@link #week} was made, null for none. */
  private transient @Nullable ModelAnnouncement announced;

  /** The week that the plans follow; null before the first tick. */
  private transient @Nullable TrafficWeek week;

  /**
   * Controls budgets as these options say.
   *
   * @param wallClock gives wall time where Flink's timer service is not available: when state is
   *     initialised, when the function opens and when a snapshot is taken
   */
  public SpendControllerFunction(JobOptions options, WallClock wallClock) {
    this.options = options;
    this.wallClock = wallClock;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    restoreClock = new RestoreClock(options.checkpointMillis() > 0, context, wallClock.millis());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    restoreClock.snapshot(context, wallClock.millis());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    restoreClock.completed(checkpointId);
  }

  @Override
  public void open(OpenContext context) {
    controller =
        new SpendController(
            options.clock(), PacingLaws.of(options.spend().law()), options.spend().windows());
    decisions =
        new Decisions(
            new NoticeTokenCodec(options.exchange().noticeKeys()), options.exchange().profiles());
    store = new KeyedBudgetStore(getRuntimeContext());
    told =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("told", SharedTypeInfo.of(PacingUpdate.class)));
    restoredEpoch =
        getRuntimeContext().getState(new ValueStateDescriptor<>("restored-epoch", Long.class));
    nextTick = getRuntimeContext().getState(new ValueStateDescriptor<>("next-tick", Long.class));
    halts = new Halts();
    end =
        new BudgetEnd(
            getRuntimeContext(), controller, store, options.spend().windows().memoryMillis());
    bidExchanges = new BidExchanges(options.spend().halt());
    noticesRead = new NoticesRead(wallClock.millis(), options.spend().windows());
    metrics = BudgetMetrics.register(getRuntimeContext().getMetricGroup());
    reports =
        new ReportDesk(
            getRuntimeContext(), store, options.clock(), options.spend().windows(), metrics);
    adjustments =
        new AdjustmentDesk(getRuntimeContext(), store, options.clock(), options.spend().windows());
  }

  @Override
  public void processElement(MoneyInput input, ReadOnlyContext context, Collector<Decision> out)
      throws Exception {
    long now = context.currentProcessingTime();
    store.turn(input.budgetId());
    // Proposals, counts of what caps kept out, and billings that are not signed set no timer. Of a
    // budget without a campaign they must therefore leave no state, because no timer would clear
    // it.
    afterRestore(
        now, input.proposed() == null && input.capped() == null && input.unsigned() == null);
    if (input.proposed() != null) {
      decide(input.proposed(), now, context, out);
    } else if (input.notice() != null) {
      settle(input.notice(), now, context);
      scheduleTick(context, now);
    } else if (input.report() != null) {
      reports.take(input.report(), now, letter -> context.output(DeadLetter.TAG, letter));
      scheduleTick(context, now);
    } else if (input.adjustment() != null) {
      adjustments.take(input.adjustment(), now, readUpTo(context, now), outputs(context));
      scheduleTick(context, now);
    } else if (input.unsigned() != null) {
      BillingEvidence evidence = controller.unsigned(store, input.unsigned());
      if (evidence != null) {
        context.output(EVIDENCE, evidence);
      }
    } else if (input.capped() != null) {
      if (!store.campaigns().isEmpty()) {
        controller.capped(store, input.capped());
      }
    } else {
      controller.put(
          store,
          Objects.requireNonNull(input.campaign(), "one component of an input is not null"),
          halts(context).isStopped(),
          now);
      bidExchanges.edited(input.budgetId());
      reports.lookAgain(now, letter -> context.output(DeadLetter.TAG, letter));
      adjustments.lookAgain(now, readUpTo(context, now), outputs(context));
      scheduleTick(context, now);
    }
  }

  /** Wall time up to which notices have been read. */
  private long readUpTo(ReadOnlyContext context, long now) {
    return noticesRead.upTo(context.currentWatermark(), now);
  }

  private static AdjustmentDesk.Outputs outputs(ReadOnlyContext context) {
    return new AdjustmentDesk.Outputs() {
      @Override
      public void audit(OutRecord record) {
        context.output(AUDIT, record);
      }

      @Override
      public void refused(DeadLetter letter) {
        context.output(DeadLetter.TAG, letter);
      }
    };
  }

  /**
   * At the first input or timer of a budget after a restore, counts the money that the crash may
   * have forgotten.
   *
   * @param keeps whether this input or timer keeps state of a budget that has no campaign yet
   */
  private void afterRestore(long nowMillis, boolean keeps) throws Exception {
    if (restoreClock.epoch() == 0) {
      // This is a fresh start. After a later restore, a budget without an epoch counts as not yet
      // restored.
      return;
    }
    Long seen = restoredEpoch.value();
    if (seen != null && seen == restoreClock.epoch()) {
      return;
    }
    boolean known = !store.campaigns().isEmpty();
    if (known) {
      controller.restore(store, restoreClock.barrierMillis(), nowMillis);
    }
    if (known || keeps) {
      restoredEpoch.update(restoreClock.epoch());
    }
  }

  private void decide(
      ProposedBid proposed, long now, ReadOnlyContext context, Collector<Decision> out)
      throws Exception {
    String exchange = proposed.imp().exchange();
    // Eligibility asks for stops and halts before. Here they are asked for again, so that requests
    // that were on their way when one began get no bid either.
    Halts known = halts(context);
    Pricing pricing;
    if (known.isStopped()) {
      pricing = Pricing.refused(NoBidReason.STOPPED);
    } else if (known.exchanges().contains(exchange)) {
      pricing = Pricing.refused(NoBidReason.HALTED);
    } else {
      pricing = controller.price(store, proposed, now, restoreClock.completedCheckpoint());
    }
    if (pricing.price() != null && !proposed.imp().test()) {
      bids(exchange, proposed, now, context);
    }
    out.collect(decisions.of(proposed, pricing, now));
    if (pricing.price() != null && proposed.row() != null) {
      context.output(TRAINING, TrainingRow.of(proposed, pricing.price(), now));
    }
  }

  /** Tells the watch of the exchange that a budget bids there, unless it was told so lately. */
  private void bids(String exchange, ProposedBid proposed, long now, ReadOnlyContext context) {
    BillingEvidence news =
        bidExchanges.bid(
            exchange, proposed.chosen().budgetId(), () -> controller.dayMicros(store, now), now);
    if (news != null) {
      context.output(EVIDENCE, news);
    }
  }

  /** Where no bid is made. */
  private Halts halts(ReadOnlyContext context) throws Exception {
    halts.load(context::getBroadcastState);
    return halts;
  }

  /** Books a notice; one that the budget's sums have no room for becomes a dead letter. */
  private void settle(Notice notice, long now, ReadOnlyContext context) {
    try {
      Settled settled = controller.settle(store, notice, now);
      metrics.settled(settled.settlement());
      if (settled.evidence() != null) {
        context.output(EVIDENCE, settled.evidence());
      }
    } catch (ArithmeticException e) {
      NoticeToken token = notice.token();
      String what =
          "a "
              + notice.type()
              + " of bid "
              + token.bidId()
              + " at "
              + notice.priceMicros()
              + " micros";
      context.output(
          DeadLetter.TAG,
          new DeadLetter(
              // The record itself is not carried this far: the letter says what was in it.
              RawRecord.withoutKey(
                  Topic.NOTICES.topicName(),
                  NOT_CARRIED,
                  NOT_CARRIED,
                  notice.receivedAtMillis(),
                  token.exchange(),
                  what.getBytes(StandardCharsets.UTF_8)),
              what
                  + " takes the sums of budget "
                  + token.budgetId()
                  + " beyond what can be counted"));
    }
  }

  /**
   * Schedules a tick for a budget that has none. A budget without a campaign (a notice or report
   * came before its campaign, or long after its end) is looked at when its bids have been
   * remembered long enough, and then from time to time until {@link BudgetEnd} closes it.
   */
  private void scheduleTick(ReadOnlyContext context, long now) throws Exception {
    Long next = nextTick.value();
    if (next != null && next <= now + options.spend().tickMillis()) {
      return;
    }
    if (!store.campaigns().isEmpty()) {
      tickAt(context, tickAfter(now, context.getCurrentKey()));
    } else {
      long look = end.firstLookMillis(now);
      if (next == null || next > look) {
        tickAt(context, look);
      }
    }
  }

  /**
   * The time of the next tick. Each budget's key gives it a fixed moment in the tick interval.
   * Ticks that are late after a pause or a restore fire together, once, and are spread over the
   * interval again from then on.
   */
  private long tickAfter(long now, String key) {
    long interval = options.spend().tickMillis();
    return now + interval - Math.floorMod(now - key.hashCode(), interval);
  }

  private void tickAt(ReadOnlyContext context, long millis) throws Exception {
    nextTick.update(millis);
    context.timerService().registerProcessingTimeTimer(millis);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out)
      throws Exception {
    Long due = nextTick.value();
    if (due == null || due != timestamp) {
      // Another timer was scheduled in place of this one.
      return;
    }
    long now = Math.max(timestamp, context.currentProcessingTime());
    store.turn(context.getCurrentKey());
    afterRestore(now, true);
    long readUpTo = readUpTo(context, now);
    switch (end.step(now, readUpTo)) {
      case TICK -> tick(context, now, readUpTo);
      case WAIT -> tickAt(context, BudgetEnd.lookAgainMillis(now));
      case REMOVE -> tickAt(context, tickAfter(now, context.getCurrentKey()));
      case CLOSE -> close(context, now);
    }
  }

  private void tick(OnTimerContext context, long now, long readUpTo) throws Exception {
    reports.lookAgain(now, letter -> context.output(DeadLetter.TAG, letter));
    adjustments.lookAgain(now, readUpTo, outputs(context));
    PacingUpdate update =
        controller.tick(
            store,
            traffic(context),
            halts(context).isStopped(),
            now,
            readUpTo,
            restoreClock.lastCheckpoint(),
            restoreClock.completedCheckpoint());
    if (update != null) {
      update = update.withHalts(halts(context).exchanges().names());
      metrics.update(update);
      if (update.isNewsAfter(told.value())) {
        told.update(update);
        context.output(UPDATES, BudgetTold.of(update));
      }
    }
    tickAt(context, tickAfter(now, context.getCurrentKey()));
  }

  /** Closes a budget, and refuses what waits for it; see {@link BudgetEnd}. */
  private void close(OnTimerContext context, long now) throws Exception {
    metrics.forget(context.getCurrentKey());
    reports.giveUp(letter -> context.output(DeadLetter.TAG, letter));
    adjustments.giveUp(now, outputs(context));
    Long reportsEnd = end.close(now);
    if (told.value() != null) {
      told.clear();
      context.output(UPDATES, BudgetTold.closed(context.getCurrentKey()));
    }
    restoredEpoch.clear();
    if (reportsEnd == null) {
      nextTick.clear();
    } else {
      tickAt(context, reportsEnd);
    }
  }

  /** The expected week of the newest announced bundle, made once for all budgets. */
  private TrafficWeek traffic(ReadOnlyContext context) throws Exception {
    ModelAnnouncement newest = context.getBroadcastState(TRAFFIC).get(NEWEST);
    if (week == null || !Objects.equals(newest, announced)) {
      week =
          newest == null
              ? TrafficWeek.uniform()
              : TrafficWeek.of(newest.trafficShares(), newest.weekShares());
      announced = newest;
    }
    return week;
  }

  @Override
  public void processBroadcastElement(
      ControlUpdate update, Context context, Collector<Decision> out) throws Exception {
    if (update.model() != null) {
      context.getBroadcastState(TRAFFIC).put(NEWEST, update.model());
    } else {
      halts.apply(update, context::getBroadcastState);
    }
  }
}
