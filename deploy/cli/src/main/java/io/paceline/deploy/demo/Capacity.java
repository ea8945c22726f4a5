package io.paceline.deploy.demo;

import java.util.ArrayDeque;
import java.util.Locale;

/**
 * Finds out on test traffic how many requests a second the machine carries. The traffic is a closed
 * loop, so what is answered a second is what broker, job and exchange can do together while nothing
 * piles up.
 *
 * <p>Used by one thread.
 */
final class Capacity {

  /**
   * How many times the requests of the day's busiest quarter hour the machine has to answer in the
   * test. The reserve is for what test traffic does not do (money is held and booked, laws move),
   * and keeps queues short.
   */
  static final double HEADROOM = 1.5;

  /** Of what is needed; the limit of the test traffic itself is never quite reached. */
  private static final double ENOUGH = 0.9;

  /** Test requests a second that a job needs to get warm, however few its day has. */
  private static final double LEAST_TRAFFIC = 200;

  /** Test requests a second of the last moments before a day, however few it has. */
  private static final double LEAST_CALM_TRAFFIC = 50;

  /** What is looked back on; shorter, a single pause would decide. */
  private static final long WINDOW_NANOS = 4_000_000_000L;

  /** Growth of the answers a second, from one window to the next, that counts as none. */
  private static final double GROWTH = 1.1;

  /** Processors that the compiler may keep busy when the job counts as warm. */
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

  /** The last two windows, oldest first. */
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  /**
   * Notes how far the test traffic has come; called a few times a second.
   *
   * @param nanos the moment, by a clock that never goes back
   * @param answers test requests answered so far
   * @param compilerMillis how long the JVM's compilers have worked so far
   */
  void sample(long nanos, long answers, long compilerMillis) {
    while (samples.size() > 2 && nanos - samples.peekFirst().nanos() > 2 * WINDOW_NANOS) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(nanos, answers, compilerMillis));
  }

  /** Test requests answered a second in the last window; 0 before there is a sample. */
  double answersPerSecond() {
    if (samples.isEmpty()) {
      return 0;
    }
    return samples.getLast().answersPerSecondSince(windowStart());
  }

  /** True once the answers a second have stopped growing and the compiler is quiet. */
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
   * What a person should know of the machine and the day, in one line.
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
            "%s, a third of which is kept in reserve: instead of %,.0f/s it plays %s, with budgets"
                + " to match (--rate overrides).",
            machine,
            asked.requestsPerSecond(),
            day);
  }

  /** As many test requests a second as show that a day is carried; no more are sent. */
  static double limit(PlayedMarket played) {
    return Math.max(LEAST_TRAFFIC, needed(played));
  }

  /**
   * The test traffic just before the day begins: no more than the day's own, so that none waits.
   */
  static double calmLimit(PlayedMarket played) {
    return Math.max(LEAST_CALM_TRAFFIC, played.requestsPerSecond());
  }

  private static double needed(PlayedMarket played) {
    return HEADROOM * played.requestsPerSecond() * played.peakOverMean();
  }

  /** Whether so many answers a second are enough for a day. */
  static boolean carries(double answersPerSecond, PlayedMarket played) {
    return answersPerSecond >= ENOUGH * needed(played);
  }

  /** The average rate of the same day, or of a slower one, that these answers are enough for. */
  static double fitting(double answersPerSecond, PlayedMarket played) {
    double carried = ENOUGH * answersPerSecond / HEADROOM / played.peakOverMean();
    return Math.min(played.requestsPerSecond(), Math.max(1, carried));
  }
}
