package io.paceline.local.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times answers under an open loop: the job, the pass-through, the echo. */
final class LatencyBench {

  private final Arena arena;
  private final PrintStream out;

  LatencyBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /** The row of one rate and set of campaigns. */
  BenchRow run(BenchCampaigns set, double rate, int rounds) throws Exception {
    List<Contender> contenders =
        List.of(
            new JobContender(set),
            new PassThroughContender(set.campaigns().size()),
            new EchoContender());
    List<List<Percentiles>> measured =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round <= rounds; round++) {
      for (int c = 0; c < contenders.size(); c++) {
        Percentiles latency = time(contenders.get(c), rate);
        out.printf(
            Locale.ROOT,
            "  latency, %s: %s: p50 %.1f  p95 %.1f  p99 %.1f ms%n",
            round == 0 ? "warm-up" : "round " + round + " of " + rounds,
            contenders.get(c).name(),
            latency.p50Millis(),
            latency.p95Millis(),
            latency.p99Millis());
        if (round > 0) {
          measured.get(c).add(latency);
        }
      }
    }
    return LatencyRow.of(
        rate,
        set.campaigns().size(),
        Percentiles.median(measured.get(0)),
        Percentiles.median(measured.get(2)),
        Percentiles.median(measured.get(1)));
  }

  private Percentiles time(Contender contender, double rate) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      return new OpenLoop(arena.bootstrapServers(), rate).run(traffic, runs);
    }
  }
}
