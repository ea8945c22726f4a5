package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * A new bundle taken over while requests come at a fixed rate. A percentile is over the requests of
 * a window of one round, each counted from when it was due, then the median over the rounds; counts
 * are sums over the rounds. Each request offers one impression. An auction's window is two seconds
 * instead of 60 and the billing window three instead of an hour: no notices come back.
 *
 * @param benchmark always {@code swap}
 * @param rate requests per second
 * @param campaigns how many the job knows
 * @param p99WithoutMillis 99 % of the answers in the five seconds before the announcement
 * @param p99DuringMillis 99 % of the answers from the announcement until one second after the first
 *     decision by the new bundle
 * @param differenceMillis {@code p99DuringMillis − p99WithoutMillis} of a round, its median
 * @param swapMillis from the announcement to the first request that the new bundle scored, median
 * @param unanswered requests without an answer, warm-up included
 * @param byOldBundle bids by the bundle in use before
 * @param byNewBundle bids by the announced bundle
 * @param otherAnswers no-bids
 */
public record SwapRow(
    String benchmark,
    double rate,
    int campaigns,
    double p99WithoutMillis,
    double p99DuringMillis,
    double differenceMillis,
    double swapMillis,
    int unanswered,
    int byOldBundle,
    int byNewBundle,
    int otherAnswers)
    implements BenchRow {

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "swap        %,.0f/s, %,d campaigns   p99 without %.1f   during %.1f   difference %.1f ms"
            + "   taken over after %,.0f ms   unanswered %,d   bids by old %,d, by new %,d   other"
            + " %,d",
        rate,
        campaigns,
        p99WithoutMillis,
        p99DuringMillis,
        differenceMillis,
        swapMillis,
        unanswered,
        byOldBundle,
        byNewBundle,
        otherAnswers);
  }
}
