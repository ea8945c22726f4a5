package io.paceline.deploy.bench;

import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.openrtb.Decision;
import io.paceline.deploy.bench.BenchOptions.StateBackend;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.cluster.CheckpointCost;
import io.paceline.deploy.cluster.LocalCluster;
import io.paceline.deploy.cluster.RunningJob;
import io.paceline.job.PacelineJob;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.control.Halts;
import io.paceline.job.options.ExchangeOptions;
import io.paceline.job.options.JobOptions;
import io.paceline.job.options.SpendOptions;
import io.paceline.job.spend.MoneyInput;
import io.paceline.job.spend.SpendControllerFunction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Runs the spend controller alone, on a Flink cluster without Kafka, with one budget that remembers
 * many billed bids, and measures its calls and its checkpoints while bids and notices come.
 */
final class LedgerBench {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration FILL_LIMIT = Duration.ofMinutes(30);
  private static final Duration END_LIMIT = Duration.ofMinutes(1);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int WARM_UP_BIDS = 10_000;
  private static final double WARM_UP_RATE = 5_000;

  /** Wall time from one checkpoint to the next; only this benchmark asks for checkpoints. */
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(4);

  private static final int CHECKPOINTS_A_ROUND = 2;
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration TICK = Duration.ofMillis(100);

  /** For RocksDB's caches and write buffers, half of what a Flink task manager has by default. */
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(256);

  /** Size of RocksDB's files, as the operations page advises. */
  private static final MemorySize FILE_SIZE = MemorySize.ofMebiBytes(1);

  private static final long POLL_MILLIS = 100;
  private static final double MEGABYTE = 1 << 20;
  private static final double KILOBYTE = 1 << 10;
  private static final double SECOND_NANOS = 1e9;

  private final BenchOptions options;
  private final LocalCluster cluster;
  private final PrintStream out;

  /** Starts a cluster; {@code running} ends it later. */
  LedgerBench(Running running, BenchOptions options, PrintStream out) throws Exception {
    this.options = options;
    this.out = out;
    this.cluster = running.add(LocalCluster.start(0, 1, options.logFile(), MANAGED));
  }

  /** Runs long enough that what is measured later is compiled. */
  void warmUp(StateBackend backend) throws Exception {
    RunningJob job = submit(backend, jobOptions(), load(WARM_UP_BIDS, WARM_UP_RATE));
    try {
      job.awaitRunning(START_LIMIT);
      CheckpointCost unused = job.checkpointCost();
      Thread.sleep(WARM_UP.toMillis());
    } finally {
      job.cancel();
      job.awaitEnd(END_LIMIT);
    }
  }

  /** Measures one row. */
  LedgerRow run(StateBackend backend, int remembered) throws Exception {
    LedgerLoad load = load(remembered, options.rate());
    LedgerCosts costs = LedgerCosts.shared();
    costs.reset();
    RunningJob job = submit(backend, jobOptions(), load);
    try {
      job.awaitRunning(START_LIMIT);
      long start = System.nanoTime();
      awaitFilled(job, costs);
      out.printf(
          Locale.ROOT,
          "  ledger on %s: %,d bids remembered after %.0f s%n",
          backend.flinkName(),
          remembered,
          (System.nanoTime() - start) / SECOND_NANOS);
      LedgerRow row = measured(backend, load, job, costs);
      if (!costs.areBookedOnce(remembered)) {
        throw new UserFacingException("the ledger has not booked each billing once");
      }
      return row;
    } finally {
      job.cancel();
      job.awaitEnd(END_LIMIT);
    }
  }

  private LedgerRow measured(
      StateBackend backend, LedgerLoad load, RunningJob job, LedgerCosts costs) throws Exception {
    CheckpointCost first = job.checkpointCost();
    Thread.sleep(WARM_UP.toMillis());
    CheckpointCost unused = job.checkpointCost();
    costs.count();
    List<CheckpointCost> later = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 1; i <= options.rounds() * CHECKPOINTS_A_ROUND; i++) {
      long due = start + i * CHECKPOINT_EVERY.toNanos();
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      later.add(job.checkpointCost());
    }
    double seconds = (System.nanoTime() - start) / SECOND_NANOS;
    double written = later.stream().mapToLong(CheckpointCost::writtenBytes).sum();
    return new LedgerRow(
        backend.flinkName(),
        load.remembered(),
        load.rate(),
        costs.cpu(),
        new LedgerRow.Checkpoints(
            Medians.rounded(first.writtenBytes() / MEGABYTE),
            first.millis(),
            Medians.rounded(written / later.size() / KILOBYTE),
            Medians.of(later.stream().mapToDouble(CheckpointCost::millis).toArray()),
            Medians.rounded(written / seconds / KILOBYTE),
            Medians.rounded(later.get(later.size() - 1).stateBytes() / MEGABYTE)));
  }

  private static LedgerLoad load(int remembered, double rate) {
    LedgerSettings windows = jobOptions().spend().windows();
    long memory = windows.memoryMillis() + windows.billedWithinMillis();
    // The first bids are nearly so old that the job forgets them.
    return new LedgerLoad(remembered, rate, System.currentTimeMillis(), memory);
  }

  private static JobOptions jobOptions() {
    Configuration c = new Configuration();
    c.set(ExchangeOptions.NOTICE_SECRET, "a benchmark's secret");
    c.set(SpendOptions.TICK, TICK);
    c.set(JobOptions.CHECKPOINT_INTERVAL, NEVER);
    return JobOptions.from(c);
  }

  private RunningJob submit(StateBackend backend, JobOptions jobOptions, LedgerLoad load)
      throws Exception {
    Configuration flink = PacelineJob.settings(jobOptions);
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder("checkpoints"));
    flink.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(RocksDBConfigurableOptions.TARGET_FILE_SIZE_BASE, FILE_SIZE);
    return cluster.submit(
        "ledger beside " + load.remembered() + " billed bids",
        1,
        env -> {
          env.configure(flink);
          define(env, jobOptions, load);
        });
  }

  private String folder(String name) {
    Path folder = options.out().resolve(name).toAbsolutePath();
    return folder.toUri().toString();
  }

  private static void define(
      StreamExecutionEnvironment env, JobOptions jobOptions, LedgerLoad load) {
    BroadcastStream<ControlUpdate> control =
        env.fromSource(
                new NumberSequenceSource(0, 0), WatermarkStrategy.noWatermarks(), "no controls")
            .uid("no-controls")
            .map(number -> ControlUpdate.stop(false))
            .returns(ControlUpdate.class)
            .uid("one-control")
            .broadcast(SpendControllerFunction.TRAFFIC, Halts.STOPPED, Halts.HALTED);
    env.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .map(load)
        .returns(MoneyInput.class)
        .name("bids, notices and reports")
        .uid("load")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<MoneyInput>forMonotonousTimestamps()
                .withTimestampAssigner((input, unused) -> System.currentTimeMillis()))
        .uid("progress")
        .keyBy(MoneyInput::budgetId)
        .connect(control)
        .process(new MeasuredSpend(jobOptions, load))
        .returns(Decision.class)
        .name("spend controller")
        .uid("spend-controller")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
  }

  private static void awaitFilled(RunningJob job, LedgerCosts costs) throws Exception {
    long end = System.nanoTime() + FILL_LIMIT.toNanos();
    while (!costs.isFilled()) {
      String failure = job.lastFailure();
      if (failure != null || System.nanoTime() - end > 0) {
        throw new UserFacingException("the budget was not filled with billed bids: " + failure);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
