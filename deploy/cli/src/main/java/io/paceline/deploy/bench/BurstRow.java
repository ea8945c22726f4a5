package io.paceline.deploy.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;

/**
 * A burst: for some seconds, more load than the machine carries, and then the time after it. Every
 * request has a {@code tmax} of {@value BurstBench#TMAX_MILLIS} ms and offers one impression. Times
 * are medians over the rounds, counts are sums over the rounds. No notices come back, so the
 * auction window is two seconds instead of 60 and the billing window three seconds instead of an
 * hour.
 *
 * @param rate requests per second before and after
 * @param burstRate requests per second in the burst
 * @param burstSeconds how long the burst lasts
 * @param counts what the requests got
 * @param times how long it took
 */
public record BurstRow(
    double rate,
    double burstRate,
    double burstSeconds,
    @JsonUnwrapped Counts counts,
    @JsonUnwrapped Times times)
    implements BenchRow {

  /**
   * What the requests got.
   *
   * @param bidsInBurst requests of the burst that got a bid
   * @param deadlinesInBurst requests of the burst refused with no-bid reason 15, {@code DEADLINE}
   * @param bidsLate bids that came later than {@code tmax} after their request was due; those of
   *     the first three seconds, the warm-up, are left out
   * @param unanswered requests without any answer, warm-up included
   */
  public record Counts(int bidsInBurst, int deadlinesInBurst, int bidsLate, int unanswered) {}

  /**
   * How long it took, milliseconds.
   *
   * @param oldestAnswerMillis longest time of any request after the warm-up from the instant it was
   *     due to its answer
   * @param recoveryMillis time from the end of the burst to the due instant of the last request
   *     that was refused for its deadline, answered later than {@code tmax} or not answered; 0
   *     where that happened to no request after the burst
   * @param p99BeforeMillis 99 % of the answers in the five seconds before the burst come within
   *     these milliseconds
   * @param p99AfterMillis 99 % of the answers in the last five seconds, long after the burst, come
   *     within these milliseconds
   */
  public record Times(
      double oldestAnswerMillis,
      double recoveryMillis,
      double p99BeforeMillis,
      double p99AfterMillis) {}

  @Override
  public String benchmark() {
    return "burst";
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "burst       %,.0f/s, %,.0f/s for %.0f s   bids %,d   deadline no-bids %,d   late bids %,d"
            + "   unanswered %,d   oldest answer %,.0f ms   recovered after %,.0f ms   p99 before"
            + " %.1f, after %.1f ms",
        rate,
        burstRate,
        burstSeconds,
        counts.bidsInBurst(),
        counts.deadlinesInBurst(),
        counts.bidsLate(),
        counts.unanswered(),
        times.oldestAnswerMillis(),
        times.recoveryMillis(),
        times.p99BeforeMillis(),
        times.p99AfterMillis());
  }
}
