package io.paceline.deploy.demo;

import java.util.ArrayDeque;
import java.util.Locale;

/**
 * Finds out with test traffic how many requests per second the machine carries. The traffic is a
 * closed loop, so its answers per second are what broker, job and exchange achieve together while
 * no backlog builds up.
 *
 * <p>Used by one thread.
 */
final class Capacity {

  /**
   * The rate that the machine has to reach in the test, as a multiple of the rate in the day's
   * busiest quarter hour. The reserve covers work that test traffic does not cause (money is held
   * and booked, laws move), and it keeps queues short.
   */
  static final double HEADROOM = 1.5;

  /**
   * Share of the needed rate that is enough, because test traffic never quite reaches its own
   * limit.
   */
  private static final double ENOUGH = 0.9;

  /**
   * Lowest limit of the test traffic, requests per second: a job needs that many to get warm,
   * however few its day has.
   */
  private static final double LEAST_TRAFFIC = 200;

  /**
   * Lowest limit of the test traffic just before the day, requests per second, however few the day
   * has.
   */
  private static final double LEAST_CALM_TRAFFIC = 50;

  /**
   * Length of the window over which rates are measured; in a shorter one a single pause would
   * decide.
   */
  private static final long WINDOW_NANOS = 4_000_000_000L;

  /**
   * The answers per second count as growing where a window has more than this many times those of
   * the window before.
   */
  private static final double GROWTH = 1.1;

  /**
   * Number of processors that the JVM's compilers may still keep busy when the job counts as warm.
   */
  private static final double QUIET = 0.5;

  private record Sample(long nanos, long answers, long compilerMillis) {

    double answersPerSecondSince(Sample earlier) {
      return (answers - earlier.answers) / Math.max(1e-3, (nanos - earlier.nanos) / 1e9);
    }

    double compilersSince(Sample earlier) {
      return (compilerMillis - earlier.compilerMillis)
          / Math.max(1.0, (nanos - earlier.nanos) / 1e6);
    }
  }

  /** The samples of the last two windows, oldest first. */
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  /**
   * Notes the progress of the test traffic; called a few times per second.
   *
   * @param nanos time of the sample, by a clock that never goes back
   * @param answers test requests answered so far
   * @param compilerMillis time that the JVM's compilers have worked so far
   */
  void sample(long nanos, long answers, long compilerMillis) {
    while (samples.size() > 2 && nanos - samples.peekFirst().nanos() > 2 * WINDOW_NANOS) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(nanos, answers, compilerMillis));
  }

  /** Test requests answered per second in the last window; 0 before there is a sample. */
  double answersPerSecond() {
    if (samples.isEmpty()) {
      return 0;
    }
    return samples.getLast().answersPerSecondSince(windowStart());
  }

  /** True once the answers per second have stopped growing and the JVM's compilers are quiet. */
  boolean isSteady() {
    if (samples.isEmpty()) {
      return false;
    }
    Sample start = windowStart();
    Sample last = samples.getLast();
    double before = start.answersPerSecondSince(samples.getFirst());
    return start.nanos() - samples.getFirst().nanos() > WINDOW_NANOS / 2
        && last.answersPerSecondSince(start) <= GROWTH * before
        && last.compilersSince(start) <= QUIET;
  }

  private Sample windowStart() {
    Sample last = samples.getLast();
    Sample start = samples.getFirst();
    for (Sample sample : samples) {
      if (last.nanos() - sample.nanos() >= WINDOW_NANOS) {
        start = sample;
      }
    }
    return start;
  }

  /**
   * One line for people: what the machine carries and how the day is played.
   *
   * @param asked the day as it was asked for
   * @param played the same day as it is played
   */
  static String verdict(double answersPerSecond, PlayedMarket asked, PlayedMarket played) {
    String machine =
        String.format(Locale.ROOT, "This machine answers %,.0f test requests/s", answersPerSecond);
    String day =
        String.format(
            Locale.ROOT,
            "%,.0f/s on average, %,.0f/s at the day's peak",
            played.requestsPerSecond(),
            played.requestsPerSecond() * played.peakOverMean());
    if (!carries(answersPerSecond, played)) {
      return String.format(
          Locale.ROOT,
          "%s, too few for %s: expect late answers (%,.0f/s on average would fit).",
          machine,
          day,
          fitting(answersPerSecond, played));
    }
    if (played.minutes() != asked.minutes()) {
      return String.format(
          Locale.ROOT,
          "%s: the log's day takes %.1f minutes instead of %.1f, %s (--minutes overrides).",
          machine,
          played.minutes(),
          asked.minutes(),
          day);
    }
    return played.requestsPerSecond() == asked.requestsPerSecond()
        ? String.format(Locale.ROOT, "%s or more, enough for %s.", machine, day)
        : String.format(
            Locale.ROOT,
            "%s, two fifths of which are kept in reserve: instead of %,.0f/s it plays %s, with"
                + " budgets to match (--rate overrides).",
            machine,
            asked.requestsPerSecond(),
            day);
  }

  /**
   * Limit of the test traffic, requests per second: enough to show that the machine carries the
   * day.
   */
  static double limit(PlayedMarket played) {
    return Math.max(LEAST_TRAFFIC, needed(played));
  }

  /**
   * Limit of the test traffic just before the day begins, requests per second: the day's own
   * average, so that no queue is left when the day begins.
   */
  static double calmLimit(PlayedMarket played) {
    return Math.max(LEAST_CALM_TRAFFIC, played.requestsPerSecond());
  }

  private static double needed(PlayedMarket played) {
    return HEADROOM * played.requestsPerSecond() * played.peakOverMean();
  }

  /** True where {@code answersPerSecond} are enough for the day. */
  static boolean carries(double answersPerSecond, PlayedMarket played) {
    return answersPerSecond >= ENOUGH * needed(played);
  }

  /**
   * The highest average rate of a day, requests per second, that {@code answersPerSecond} are
   * enough for; at most the rate of {@code played}, and otherwise at least 1.
   */
  static double fitting(double answersPerSecond, PlayedMarket played) {
    double carried = ENOUGH * answersPerSecond / HEADROOM / played.peakOverMean();
    return Math.min(played.requestsPerSecond(), Math.max(1, carried));
  }
}
