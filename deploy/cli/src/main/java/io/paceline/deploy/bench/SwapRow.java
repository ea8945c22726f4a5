package io.paceline.deploy.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;

/**
 * The job takes over a new bundle while requests come at a fixed rate. A latency counts from the
 * instant at which a request was due. A percentile is taken over the requests of a window of one
 * round, and then the median over the rounds; counts are sums over the rounds. Each request offers
 * one impression. No notices come back, so the auction window is two seconds instead of 60 and the
 * billing window three seconds instead of an hour.
 *
 * @param rate requests per second
 * @param campaigns number of campaigns of the job
 * @param times what the change cost in time
 * @param counts what the requests got
 */
public record SwapRow(
    double rate, int campaigns, @JsonUnwrapped Times times, @JsonUnwrapped Counts counts)
    implements BenchRow {

  /**
   * What the change cost in time, milliseconds.
   *
   * @param p99WithoutMillis 99 % of the answers in the five seconds before the announcement come
   *     within these milliseconds
   * @param p99DuringMillis the same for the answers from the announcement until one second after
   *     the first decision by the new bundle
   * @param differenceMillis median over the rounds of a round's {@code p99DuringMillis −
   *     p99WithoutMillis}
   * @param swapMillis time from the announcement to the due instant of the first request that the
   *     new bundle scored; median over the rounds
   */
  public record Times(
      double p99WithoutMillis,
      double p99DuringMillis,
      double differenceMillis,
      double swapMillis) {}

  /**
   * What the requests got.
   *
   * @param unanswered requests without an answer, warm-up included
   * @param byOldBundle bids scored by the bundle that was in use before
   * @param byNewBundle bids scored by the announced bundle
   * @param otherAnswers no-bids
   */
  public record Counts(int unanswered, int byOldBundle, int byNewBundle, int otherAnswers) {}

  @Override
  public String benchmark() {
    return "swap";
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "swap        %,.0f/s, %,d campaigns   p99 without %.1f   during %.1f   difference %.1f ms"
            + "   taken over after %,.0f ms   unanswered %,d   bids by old %,d, by new %,d   other"
            + " %,d",
        rate,
        campaigns,
        times.p99WithoutMillis(),
        times.p99DuringMillis(),
        times.differenceMillis(),
        times.swapMillis(),
        counts.unanswered(),
        counts.byOldBundle(),
        counts.byNewBundle(),
        counts.otherAnswers());
  }
}
