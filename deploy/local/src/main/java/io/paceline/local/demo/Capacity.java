package io.paceline.local.demo;

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
   * Answers a second, over those that the busiest quarter hour of a day asks for: for what test
   * traffic does not do (money is held and booked, laws move), and to keep queues short.
   */
  static final double HEADROOM = 1.5;

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

  /** Test requests answered a second in the last window; asked for after a first sample. */
  double answersPerSecond() {
    return samples.getLast().answersPerSecondSince(windowStart());
  }

  /** True once the answers a second have stopped growing and the compiler is quiet. */
  boolean isSteady() {
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
            "%s: instead of %,.0f/s it plays %s, with budgets to match (--rate overrides).",
            machine,
            asked.requestsPerSecond(),
            day);
  }

  /** What the test traffic is limited to, where that is enough to know that a day is carried. */
  static double limit(PlayedMarket played) {
    return HEADROOM * played.requestsPerSecond() * played.peakOverMean();
  }

  /** Whether so many answers a second are enough for a day. */
  static boolean carries(double answersPerSecond, PlayedMarket played) {
    // The limit itself is never quite reached.
    return answersPerSecond >= 0.9 * limit(played);
  }

  /** The average rate of the same day that so many answers a second are enough for. */
  static double fitting(double answersPerSecond, PlayedMarket played) {
    return Math.max(1, 0.9 * answersPerSecond / HEADROOM / played.peakOverMean());
  }
}
