package io.paceline.job.control;

import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.exchange.ExchangeWatch;
import io.paceline.core.exchange.HaltRule;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.serialization.SharedTypeInfo;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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

  /** Removed when {@link ExchangeWatch#isOver} says so, which a timer asks once in a window. */
  private transient ValueState<ExchangeWatch> watches;

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
    halts = getRuntimeContext().getMetricGroup().counter("halts");
  }

  @Override
  public void processElement1(BillingEvidence evidence, Context context, Collector<OutRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    ExchangeWatch before = watches.value();
    ExchangeWatch after = ExchangeWatch.after(before, evidence, now, rule);
    keep(before, after, context, now);
    ExchangeStatus halt = after == null || after.equals(before) ? null : after.halt();
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
      context.timerService().registerProcessingTimeTimer(now + rule.windowMillis());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out)
      throws Exception {
    long now = Math.max(timestamp, context.timerService().currentProcessingTime());
    ExchangeWatch watch = watches.value();
    if (watch == null || watch.isOver(now, rule)) {
      watches.clear();
    } else {
      context.timerService().registerProcessingTimeTimer(now + rule.windowMillis());
    }
  }
}
