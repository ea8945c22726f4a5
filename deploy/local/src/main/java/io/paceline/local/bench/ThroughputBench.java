package io.paceline.local.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Drains a backlog with the job, for several sets of campaigns, and with the pass-through. */
final class ThroughputBench {

  private static final int WARM_UP_REQUESTS = 100_000;
  private static final int MIN_REQUESTS = 5_000;
  private static final int MAX_REQUESTS = 300_000;

  /** What a measured drain is made to last, by the warm-up's rate. */
  private static final double DRAIN_SECONDS = 4;

  private final Arena arena;
  private final PrintStream out;

  ThroughputBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /** One row for each set of campaigns. */
  List<BenchRow> run(List<BenchCampaigns> sets, int rounds) throws Exception {
    List<Contender> contenders = new ArrayList<>();
    sets.forEach(set -> contenders.add(new JobContender(set)));
    contenders.add(new PassThroughContender(sets.get(0).campaigns().size()));
    int[] requests = new int[contenders.size()];
    Arrays.fill(requests, WARM_UP_REQUESTS);
    double[][] perSecond = new double[contenders.size()][rounds];
    for (int round = 0; round <= rounds; round++) {
      for (int c = 0; c < requests.length; c++) {
        Backlog.Drained drained = drain(contenders.get(c), requests[c]);
        double rate = drained.perSecond();
        out.printf(
            Locale.ROOT,
            "  throughput, %s: %s: %,.0f/s, %.0f µs of CPU each%n",
            round == 0 ? "warm-up" : "round " + round + " of " + rounds,
            contenders.get(c).name(),
            rate,
            drained.cpuMicros());
        if (round == 0) {
          requests[c] = (int) Math.max(MIN_REQUESTS, Math.min(MAX_REQUESTS, rate * DRAIN_SECONDS));
        } else {
          perSecond[c][round - 1] = rate;
        }
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

  private Backlog.Drained drain(Contender contender, int requests) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      return new Backlog(arena.bootstrapServers(), traffic).drain(runs, requests);
    }
  }
}
