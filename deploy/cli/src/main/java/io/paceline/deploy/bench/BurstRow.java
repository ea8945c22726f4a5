package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * More load than the machine carries for some seconds, and what comes after. Every request has a
 * {@code tmax} of {@value BurstBench#TMAX_MILLIS} ms. Times are the median over the rounds, counts
 * sums over the rounds. Each request offers one impression. An auction's window is two seconds
 * instead of 60 and the billing window three instead of an hour: no notices come back.
 *
 * @param benchmark always {@code burst}
 * @param rate requests per second before and after
 * @param burstRate requests per second in the burst
 * @param burstSeconds how long it lasts
 * @param bidsInBurst requests of the burst that got a bid
 * @param deadlinesInBurst requests of the burst refused with no-bid reason 15, {@code DEADLINE}
 * @param bidsLate bids that came later than {@code tmax} after the request was due, in all windows
 *     but the first three seconds, the warm-up
 * @param unanswered requests without any answer, warm-up included
 * @param oldestAnswerMillis longest time from due to answer of any request after the warm-up
 * @param recoveryMillis from the end of the burst until the last request was due that was refused
 *     for its deadline, answered later than {@code tmax} or not at all; 0 where none was
 * @param p99BeforeMillis 99 % of the answers in the seconds before the burst
 * @param p99AfterMillis 99 % of the answers in the last five seconds, long after the burst
 */
public record BurstRow(
    String benchmark,
    double rate,
    double burstRate,
    double burstSeconds,
    int bidsInBurst,
    int deadlinesInBurst,
    int bidsLate,
    int unanswered,
    double oldestAnswerMillis,
    double recoveryMillis,
    double p99BeforeMillis,
    double p99AfterMillis)
    implements BenchRow {

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
        bidsInBurst,
        deadlinesInBurst,
        bidsLate,
        unanswered,
        oldestAnswerMillis,
        recoveryMillis,
        p99BeforeMillis,
        p99AfterMillis);
  }
}
