package io.paceline.deploy.bench;

import io.paceline.deploy.cli.UserFacingException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures the latency of the job, the pass-through and the echo under an open loop. */
final class LatencyBench {

  private static final double WARM_UP_SECONDS = 5;

  /**
   * Rounds that do not count. Only in such rounds does the JVM's compiler see the code paths of a
   * job's start and of a load at a fixed rate; a drained backlog does not run them.
   */
  private static final int WARM_UP_ROUNDS = 2;

  private final Arena arena;
  private final PrintStream out;

  LatencyBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /**
   * Measures the row of one rate and set of campaigns.
   *
   * @param warm true where another benchmark has already let the JVM compile the code
   */
  BenchRow run(BenchCampaigns set, double rate, int rounds, boolean warm) throws Exception {
    List<Contender> contenders =
        List.of(
            new JobContender(set),
            new PassThroughContender(set.campaigns().size()),
            new EchoContender());
    List<List<Percentiles>> measured =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    // The echo has next to nothing to compile and needs no warm-up.
    List<Contender> compiled = contenders.subList(0, 2);
    if (!warm) {
      for (Contender contender : compiled) {
        settle(contender);
      }
    }
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (Contender contender : compiled) {
        time(contender, rate, "warm-up");
      }
    }
    for (int round = 1; round <= rounds; round++) {
      for (int c = 0; c < contenders.size(); c++) {
        measured.get(c).add(time(contenders.get(c), rate, "round " + round + " of " + rounds));
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

  /** The interval from one checkpoint to the next, so that each round meets one checkpoint. */
  private double measuredSeconds() {
    return arena.jobOptions().checkpointMillis() / 1e3;
  }

  private Percentiles time(Contender contender, double rate, String round) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic)) {
      long[] warmUp = OpenLoop.evenly(new long[0], rate, WARM_UP_SECONDS);
      long[] due = OpenLoop.evenly(warmUp, rate, measuredSeconds());
      Replies replies =
          new OpenLoop(arena.bootstrapServers(), due).run(traffic, answer -> 0, Map.of());
      if (replies.unanswered() > 0) {
        throw new UserFacingException(
            replies.unanswered()
                + " requests were not answered; the last failure: "
                + runs.failure());
      }
      Percentiles latency = replies.percentiles(warmUp.length, due.length);
      out.printf(
          Locale.ROOT,
          "  latency, %s: %s: p50 %.1f  p95 %.1f  p99 %.1f ms%n",
          round,
          contender.name(),
          latency.p50Millis(),
          latency.p95Millis(),
          latency.p99Millis());
      return latency;
    }
  }
}
