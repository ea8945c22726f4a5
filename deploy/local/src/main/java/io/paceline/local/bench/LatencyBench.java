package io.paceline.local.bench;

import io.paceline.local.UserFacingException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times answers under an open loop: the job, the pass-through, the echo. */
final class LatencyBench {

  private static final double WARM_UP_SECONDS = 3;
  private static final double MEASURED_SECONDS = 6;

  private final Arena arena;
  private final PrintStream out;

  LatencyBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /**
   * The row of one rate and set of campaigns.
   *
   * @param warm whether another benchmark has let the JVM compile the code before
   */
  BenchRow run(BenchCampaigns set, double rate, int rounds, boolean warm) throws Exception {
    List<Contender> contenders =
        List.of(
            new JobContender(set),
            new PassThroughContender(set.campaigns().size()),
            new EchoContender());
    List<List<Percentiles>> measured =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (!warm) {
      // The echo has next to nothing to compile.
      for (Contender contender : contenders.subList(0, 2)) {
        settle(contender);
      }
    }
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

  private void settle(Contender contender) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      WarmUp.settle(new Backlog(arena.bootstrapServers(), traffic), contender, runs, out);
    }
  }

  private Percentiles time(Contender contender, double rate) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      long[] warmUp = OpenLoop.evenly(new long[0], rate, WARM_UP_SECONDS);
      long[] due = OpenLoop.evenly(warmUp, rate, MEASURED_SECONDS);
      Replies replies =
          new OpenLoop(arena.bootstrapServers(), due).run(traffic, answer -> 0, Map.of());
      if (replies.unanswered() > 0) {
        throw new UserFacingException(
            replies.unanswered()
                + " requests were not answered; the last failure: "
                + runs.failure());
      }
      return replies.percentiles(warmUp.length, due.length);
    }
  }
}
