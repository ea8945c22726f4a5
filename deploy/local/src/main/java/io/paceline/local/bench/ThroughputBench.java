package io.paceline.local.bench;

import com.sun.management.OperatingSystemMXBean;
import io.paceline.local.UserFacingException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Drains a backlog with the job, for several sets of campaigns, and with the pass-through. */
final class ThroughputBench {

  private static final int WARM_UP_REQUESTS = 100_000;
  private static final int MIN_REQUESTS = 5_000;
  private static final int MAX_REQUESTS = 300_000;

  /** What a measured drain is made to last, by the warm-up's rate. */
  private static final double DRAIN_SECONDS = 4;

  private static final double NANOS_PER_MICRO = 1_000.0;
  private static final long POLL_MILLIS = 20;
  private static final long STALL_NANOS = 30_000_000_000L;

  /**
   * A drain.
   *
   * @param perSecond answers a second of wall time
   * @param cpuMicros CPU time of this process, broker aside, a request; tells more than the rate
   *     where the machine has other work
   */
  private record Drained(double perSecond, double cpuMicros) {}

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
        Drained drained = drain(contenders.get(c), requests[c]);
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

  private Drained drain(Contender contender, int requests) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    try (Contender.Started runs = arena.start(contender, traffic);
        Answers answers = new Answers(arena.bootstrapServers())) {
      Map<TopicPartition, Long> before = answers.ends();
      RequestWriter.backlog(arena.bootstrapServers(), traffic, requests);
      long cpuNanos = cpuNanos();
      long answered = 0;
      long progressAt = System.nanoTime();
      while (answered < requests) {
        Thread.sleep(POLL_MILLIS);
        long now = answers.countSince(before);
        if (now > answered) {
          progressAt = System.nanoTime();
        } else if (System.nanoTime() - progressAt > STALL_NANOS) {
          throw new UserFacingException(
              contender.name()
                  + " stands still after "
                  + answered
                  + " of "
                  + requests
                  + " requests; its last failure: "
                  + runs.failure());
        }
        answered = now;
      }
      cpuNanos = cpuNanos() - cpuNanos;
      return new Drained(
          requests * 1e3 / Math.max(1, answers.spanMillisSince(before)),
          cpuNanos / NANOS_PER_MICRO / requests);
    }
  }

  /** CPU time of this process so far, all threads; 0 where the system does not tell. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime())
        : 0;
  }
}
