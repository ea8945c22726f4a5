package io.paceline.job.control;

import io.paceline.core.exchange.BiddingBudget;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.exchange.ExchangeWatch;
import io.paceline.core.exchange.HaltRule;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.serialization.SharedTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an {@link ExchangeWatch} for each exchange, keyed by its name, and writes a record to topic
 * {@code exchanges} when bidding at one is to halt. The job reads that topic like every other
 * control topic, so this operator hears of it when people lift a halt.
 */
public final class WatchExchanges
    extends KeyedCoProcessFunction<String, BillingEvidence, ControlUpdate, OutRecord> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(WatchExchanges.class);

  private final HaltRule rule;

  /**
   * Removed when {@link ExchangeWatch#isOver} says so, which a timer asks in each part of the
   * window.
   */
  private transient ValueState<ExchangeWatch> watches;

  /**
   * The budgets that bid at the exchange, by id. One that has not bid within the window is removed
   * by the same timer.
   */
  private transient MapState<String, BiddingBudget> budgets;

  private transient Counter halts;

  /** Halts by this rule. */
  public WatchExchanges(HaltRule rule) {
    this.rule = rule;
  }

  @Override
  public void open(OpenContext context) {
    watches =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("watch", SharedTypeInfo.of(ExchangeWatch.class)));
    budgets =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "budgets",
                    SharedTypeInfo.of(Types.STRING),
                    SharedTypeInfo.of(BiddingBudget.class)));
    halts = getRuntimeContext().getMetricGroup().counter("halts");
  }

  @Override
  public void processElement1(BillingEvidence evidence, Context context, Collector<OutRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    ExchangeWatch before = watches.value();
    ExchangeWatch after;
    if (evidence.kind() == BillingEvidence.Kind.BID) {
      String budgetId = Objects.requireNonNull(evidence.budgetId(), "a bid tells its budget");
      after = ExchangeWatch.after(before, budgets.get(budgetId), evidence);
      budgets.put(budgetId, BiddingBudget.of(evidence));
    } else {
      after = ExchangeWatch.after(before, evidence, now, rule);
    }
    keep(before, after, context, now);
    ExchangeStatus halt =
        after == null || before == null || before.isHalted() ? null : after.halt();
    if (halt != null) {
      halts.inc();
      LOG.error("bidding at exchange {} is halted: {}", halt.exchange(), halt.reason());
      out.collect(new OutRecord(halt.exchange(), null, ExchangeStatusCodec.encode(halt)));
    }
  }

  @Override
  public void processElement2(ControlUpdate update, Context context, Collector<OutRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    ExchangeStatus status =
        Objects.requireNonNull(update.exchange(), "only exchanges come this way");
    ExchangeWatch before = watches.value();
    if (before != null && before.isHalted() && !status.isHalted()) {
      LOG.warn("bidding at exchange {} goes on: {}", status.exchange(), status.reason());
    }
    keep(before, ExchangeWatch.told(before, status, now), context, now);
  }

  private void keep(
      @Nullable ExchangeWatch before, @Nullable ExchangeWatch after, Context context, long now)
      throws Exception {
    if (after == null || after.equals(before)) {
      return;
    }
    watches.update(after);
    if (before == null) {
      context.timerService().registerProcessingTimeTimer(now + rule.partMillis());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out)
      throws Exception {
    long now = Math.max(timestamp, context.timerService().currentProcessingTime());
    ExchangeWatch known = watches.value();
    ExchangeWatch watch = known == null ? null : known.with(stillBidding(now));
    if (watch == null || watch.isOver(now, rule)) {
      watches.clear();
      budgets.clear();
    } else {
      watches.update(watch);
      context.timerService().registerProcessingTimeTimer(now + rule.partMillis());
    }
  }

  /** The budgets that have bid within the window; forgets the others. */
  private List<BiddingBudget> stillBidding(long now) throws Exception {
    List<BiddingBudget> bidding = new ArrayList<>();
    List<String> past = new ArrayList<>();
    for (Map.Entry<String, BiddingBudget> one : budgets.entries()) {
      if (one.getValue().isPast(now, rule)) {
        past.add(one.getKey());
      } else {
        bidding.add(one.getValue());
      }
    }
    for (String budgetId : past) {
      budgets.remove(budgetId);
    }
    return bidding;
  }
}
