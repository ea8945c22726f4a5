package io.paceline.deploy.bench;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Lets a contender drain backlogs until it gets no faster. The JVM compiles code during the job's
 * first half million decisions, in which the job's rate rises fivefold. A job in production runs
 * for weeks after that.
 */
final class WarmUp {

  private static final int FIRST_REQUESTS = 20_000;
  private static final int MIN_REQUESTS = 5_000;
  private static final int MAX_REQUESTS = 300_000;
  private static final double DRAIN_SECONDS = 10;
  private static final int MOST_DRAINS = 16;

  /** Smallest ratio of a rate to the best one before it that counts as a gain. */
  private static final double GAIN = 1.03;

  /** Number of drains in a row without a gain after which the warm-up ends. */
  private static final int PATIENCE = 3;

  private WarmUp() {}

  /** Drains backlogs and returns the highest rate, answers per second. */
  static double settle(
      Backlog backlog, Contender contender, Contender.Started runs, PrintStream out)
      throws Exception {
    double best = 0;
    int requests = FIRST_REQUESTS;
    int withoutGain = 0;
    for (int drain = 1; drain <= MOST_DRAINS && withoutGain < PATIENCE; drain++) {
      Backlog.Drained drained = backlog.drain(runs, requests);
      withoutGain = drained.perSecond() > GAIN * best ? 0 : withoutGain + 1;
      best = Math.max(best, drained.perSecond());
      requests = requests(drained.perSecond(), DRAIN_SECONDS);
      out.printf(
          Locale.ROOT,
          "  warm-up, %s: %,.0f/s, %.0f µs of CPU each%n",
          contender.name(),
          drained.perSecond(),
          drained.cpuMicros());
    }
    return best;
  }

  /** Size of a backlog that takes about {@code seconds} at that rate, within fixed bounds. */
  static int requests(double perSecond, double seconds) {
    return (int) Math.max(MIN_REQUESTS, Math.min(MAX_REQUESTS, perSecond * seconds));
  }
}
