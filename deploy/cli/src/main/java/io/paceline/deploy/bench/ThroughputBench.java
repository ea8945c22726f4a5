package io.paceline.deploy.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Drains a backlog with the job, for several sets of campaigns, and with the pass-through. */
final class ThroughputBench {

  /** Intended length of a measured drain; the size of its backlog follows from the settled rate. */
  private static final double DRAIN_SECONDS = 4;

  /**
   * Intended length of the drain before each measured one: the JVM is warm, but the job has just
   * started.
   */
  private static final double SETTLE_SECONDS = 3;

  private final Arena arena;
  private final PrintStream out;

  ThroughputBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /** Measures one row for each set of campaigns. */
  List<BenchRow> run(List<BenchCampaigns> sets, int rounds) throws Exception {
    List<Contender> contenders = new ArrayList<>();
    sets.forEach(set -> contenders.add(new JobContender(set)));
    contenders.add(new PassThroughContender(sets.get(0).campaigns().size()));
    double[] settled = new double[contenders.size()];
    for (int c = 0; c < settled.length; c++) {
      settled[c] = settle(contenders.get(c));
    }
    // The JVM's compiler adapts to each contender and in doing so gives up some of what it did for
    // earlier ones, so each contender drains once more before the rounds that count.
    for (int c = 0; c < settled.length; c++) {
      drain(contenders.get(c), settled[c], "warm-up");
    }
    double[][] perSecond = new double[settled.length][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int c = 0; c < settled.length; c++) {
        perSecond[c][round] =
            drain(contenders.get(c), settled[c], "round " + (round + 1) + " of " + rounds);
      }
    }
    double passThrough = Medians.of(perSecond[sets.size()]);
    List<BenchRow> rows = new ArrayList<>();
    for (int c = 0; c < sets.size(); c++) {
      rows.add(
          ThroughputRow.of(
              sets.get(c).campaigns().size(),
              sets.get(c).averageEligible(),
              Medians.of(perSecond[c]),
              passThrough));
    }
    return rows;
  }

  private double settle(Contender contender) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      return WarmUp.settle(new Backlog(arena.bootstrapServers(), traffic), contender, runs, out);
    }
  }

  private double drain(Contender contender, double settledRate, String round) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      Backlog backlog = new Backlog(arena.bootstrapServers(), traffic);
      backlog.drain(runs, WarmUp.requests(settledRate, SETTLE_SECONDS));
      // Moves the job's state to the old generation, as in a job that has run for a while (see
      // OpenLoop).
      System.gc();
      Backlog.Drained drained = backlog.drain(runs, WarmUp.requests(settledRate, DRAIN_SECONDS));
      out.printf(
          Locale.ROOT,
          "  throughput, %s: %s: %,.0f/s, %.0f µs of CPU each%n",
          round,
          contender.name(),
          drained.perSecond(),
          drained.cpuMicros());
      return drained.perSecond();
    }
  }
}
