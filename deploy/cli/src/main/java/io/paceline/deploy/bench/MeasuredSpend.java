package io.paceline.deploy.bench;

import io.paceline.core.clock.WallClock;
import io.paceline.core.openrtb.Decision;
import io.paceline.deploy.bench.LedgerCosts.Kind;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.KeyedBudgetStore;
import io.paceline.job.spend.MoneyInput;
import io.paceline.job.spend.SpendControllerFunction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The job's spend controller with the CPU time of each call. When the campaign is there, it fills
 * the budget with billed bids.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class MeasuredSpend
    extends KeyedBroadcastProcessFunction<String, MoneyInput, ControlUpdate, Decision>
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;

  private final SpendControllerFunction spend;
  private final JobOptions options;
  private final LedgerLoad load;
  private transient KeyedBudgetStore store;
  private transient ThreadMXBean threads;

  MeasuredSpend(JobOptions options, LedgerLoad load) {
    this.spend = new SpendControllerFunction(options, WallClock.SYSTEM);
    this.options = options;
    this.load = load;
  }

  @Override
  public void setRuntimeContext(RuntimeContext context) {
    super.setRuntimeContext(context);
    spend.setRuntimeContext(context);
  }

  @Override
  public void open(OpenContext context) {
    spend.open(context);
    store = new KeyedBudgetStore(getRuntimeContext());
    threads = ManagementFactory.getThreadMXBean();
  }

  @Override
  public void processElement(MoneyInput input, ReadOnlyContext context, Collector<Decision> out)
      throws Exception {
    long start = threads.getCurrentThreadCpuTime();
    spend.processElement(input, context, out);
    long nanos = threads.getCurrentThreadCpuTime() - start;
    if (input.campaign() != null) {
      store.turn(input.budgetId());
      FilledLedger.fill(store, options.spend().windows(), load);
      LedgerCosts.shared().filled();
    } else {
      LedgerCosts.shared().add(kind(input), nanos);
      if (input.notice() != null && !LedgerLoad.isRemembered(input.notice())) {
        LedgerCosts.shared().billed();
      }
    }
  }

  private static Kind kind(MoneyInput input) {
    if (input.notice() != null) {
      return Kind.NOTICE;
    }
    return input.report() != null ? Kind.REPORT : Kind.BID;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out)
      throws Exception {
    long start = threads.getCurrentThreadCpuTime();
    spend.onTimer(timestamp, context, out);
    LedgerCosts.shared().add(Kind.TICK, threads.getCurrentThreadCpuTime() - start);
    store.turn(context.getCurrentKey());
    LedgerCosts.shared().saw(store.account().counters());
  }

  @Override
  public void processBroadcastElement(
      ControlUpdate update, Context context, Collector<Decision> out) throws Exception {
    spend.processBroadcastElement(update, context, out);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    spend.initializeState(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    spend.snapshotState(context);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    spend.notifyCheckpointComplete(checkpointId);
  }
}
