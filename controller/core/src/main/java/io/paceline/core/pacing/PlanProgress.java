package io.paceline.core.pacing;

/**
 * How far a traffic-shaped plan has come, by the traffic that the day really brings. At each look,
 * that is, each time auctions are counted, the rest of the plan is spread anew over the traffic
 * that is still to come:
 *
 * <pre>
 *   p' = p + (1 − p) · x                   x = w · n / (n + Σ P(d) · R(d) · N / U(d)) + (1 − w) · f
 *   q(t − b) ≤ p' ≤ q(t + 4 hours)         f = (q' − q) / (1 − q),  w = N / (N + {@value #FEW})
 *   P(d) ∝ prior(d) · exp(T · (E(d) − N · ln U(d)))
 *
 *   p     the plan's progress, 0 to 1         n     auctions proposed since the last look
 *   q     the forecast's progress, 0 to 1     N     auctions proposed so far, faded
 *   p', q'  the same at this look             t     campaign time of this look
 *   d     the lag: by how much the day is late, −4 hours to 4 hours by half hours
 *   P(d)  probability that the day is late by d
 *   U(d)  usual traffic that has passed if the day is late by d, in mean days (1 is the traffic of a mean day), faded
 *   R(d)  usual traffic that is left if the day is late by d, mean days
 *   u(d)  usual traffic since the last look if the day is late by d, mean days
 *   E(d)  Σ n · ln u(d) over all looks, faded
 *   T     1 / (1 + N / {@value #ENOUGH})
 *   b     four hours or, where less is left, the rest of the period
 *   x     share of the rest of the plan by which this look moves the plan on
 *   f     the same share by the forecast alone
 *   w     how far the counted auctions are trusted, 0 to 1
 * </pre>
 *
 * <p>P is the prior times the likelihood of how the counts are spread over the day, whatever their
 * level (multinomial). All traffic together counts as {@value #ENOUGH} auctions at most, because
 * neighbouring quarter hours deviate together. The prior gives a probability of nine in ten to a
 * day that is on time. The level of the day is N over U. N, U and E fade: each time the traffic of
 * a mean day has passed, what they held counts e times less, so a new day begins with what the last
 * one taught. On a day that goes as expected, x is the forecast's own step; traffic that stays away
 * leaves the plan where it is. The principle is that of re-solving (Jasin and Kumar 2012): what is
 * past is not made good, and what is left is spread over what is to come.
 *
 * <p>With few auctions the plan follows the forecast. It does so, too, at a look before which
 * nobody counted auctions, and at one that comes more than a quarter of an hour after the last one,
 * because nobody may have been bidding meanwhile. Without the lower bound on p', the plan of a
 * budget that no auction fits would stand still, and the budget would count as on plan.
 *
 * @param atMillis the last look, campaign time
 * @param forecast q at the last look
 * @param share p, 0 to 1; never falls
 * @param proposed N
 * @param evidence E by lag
 * @param usual U by lag
 */
public record PlanProgress(
    long atMillis,
    double forecast,
    double share,
    double proposed,
    double[] evidence,
    double[] usual) {

  /** How many lags are thought possible. */
  public static final int LAGS = 17;

  /**
   * The longest time by which the plan may differ from the forecast, and by which a day may be late
   * or early.
   */
  public static final long BOUND_MILLIS = 4 * 3_600_000L;

  private static final double FEW = 100;
  private static final double ENOUGH = 300;
  private static final double IN_TIME = 0.9;
  private static final double MEMORY_DAYS = 1;
  private static final long LATE_MILLIS = 900_000;
  private static final double HARDLY_ANY = 1e-12;

  /** By how many milliseconds the day is late at a lag; negative where the day is early. */
  public static long lagMillis(int lag) {
    return (lag - LAGS / 2) * 2L * BOUND_MILLIS / (LAGS - 1);
  }

  /**
   * The longest time by which the plan may be late now: it shrinks towards the end of the period,
   * when the plan has to be complete.
   */
  public static long latestMillis(long nowMillis, long periodEndMillis) {
    return Math.max(0, Math.min(BOUND_MILLIS, periodEndMillis - nowMillis));
  }

  /** A plan that begins at the forecast's progress, with nothing known of the traffic. */
  public static PlanProgress from(long sinceMillis, double forecast) {
    return new PlanProgress(sinceMillis, forecast, forecast, 0, new double[LAGS], new double[LAGS]);
  }

  /** A plan that begins anew and keeps what is known of the traffic. */
  PlanProgress restarted(long sinceMillis) {
    return new PlanProgress(sinceMillis, 0, 0, proposed, evidence, usual);
  }

  /**
   * The progress after a look at the traffic.
   *
   * @param nowMillis campaign time
   * @param auctions how many auctions were proposed since the last look, negative where nobody
   *     counted
   * @param passed usual traffic since the last look, mean days, one entry for each lag
   * @param left usual traffic until the plan is to be complete, mean days, one entry for each lag
   * @param now the forecast's progress now
   * @param least the forecast's progress {@link #latestMillis} ago
   * @param most the forecast's progress {@link #BOUND_MILLIS} ahead
   */
  public PlanProgress next(
      long nowMillis,
      long auctions,
      double[] passed,
      double[] left,
      double now,
      double least,
      double most) {
    double expected =
        forecast >= 1 ? 1 : Math.max(0, Math.min(1, (now - forecast) / (1 - forecast)));
    boolean looked = auctions >= 0 && nowMillis - atMillis <= LATE_MILLIS;
    PlanProgress told = looked ? learned(auctions, passed) : this;
    double step = expected;
    if (looked) {
      double known = told.proposed / (told.proposed + FEW);
      double real = auctions == 0 ? 0 : auctions / (auctions + told.auctionsIn(left));
      step = known * real + (1 - known) * expected;
    }
    double wanted = share + (1 - share) * step;
    double bounded = Math.max(share, Math.min(most, Math.max(least, wanted)));
    return new PlanProgress(
        nowMillis, now, Math.min(1, bounded), told.proposed, told.evidence, told.usual);
  }

  private PlanProgress learned(long auctions, double[] passed) {
    double[] seen = new double[LAGS];
    double[] traffic = new double[LAGS];
    double kept = Math.exp(-passed[LAGS / 2] / MEMORY_DAYS);
    for (int lag = 0; lag < LAGS; lag++) {
      seen[lag] = evidence[lag] * kept + auctions * Math.log(Math.max(HARDLY_ANY, passed[lag]));
      traffic[lag] = usual[lag] * kept + passed[lag];
    }
    return new PlanProgress(atMillis, forecast, share, proposed * kept + auctions, seen, traffic);
  }

  /** Auctions to be expected of the given usual traffic, by lag. */
  private double auctionsIn(double[] traffic) {
    double[] likely = likely();
    double sum = 0;
    for (int lag = 0; lag < LAGS; lag++) {
      sum += likely[lag] * traffic[lag] * proposed / Math.max(HARDLY_ANY, usual[lag]);
    }
    return sum;
  }

  /**
   * How much usual traffic is to be expected, in mean days: the mean over the lags, each weighted
   * by its probability.
   *
   * @param traffic usual traffic by lag, mean days
   */
  public double expected(double[] traffic) {
    double[] likely = likely();
    double sum = 0;
    for (int lag = 0; lag < LAGS; lag++) {
      sum += likely[lag] * traffic[lag];
    }
    return sum;
  }

  /**
   * The plan's progress at a later time.
   *
   * @param until the usual traffic from the last look to the later time, in mean days, one entry
   *     for each lag
   * @param left the usual traffic from the last look to the time at which the plan is to be
   *     complete, in mean days, one entry for each lag
   */
  public double ahead(double[] until, double[] left) {
    double rest = expected(left);
    return share + (1 - share) * (rest > 0 ? Math.min(1, expected(until) / rest) : 1);
  }

  /** The probability of each lag; their sum is 1. */
  private double[] likely() {
    double[] likely = new double[LAGS];
    double tempered = 1 / (1 + proposed / ENOUGH);
    double best = Double.NEGATIVE_INFINITY;
    for (int lag = 0; lag < LAGS; lag++) {
      double prior = lag == LAGS / 2 ? IN_TIME : (1 - IN_TIME) / (LAGS - 1);
      double shape = evidence[lag] - proposed * Math.log(Math.max(HARDLY_ANY, usual[lag]));
      likely[lag] = Math.log(prior) + tempered * shape;
      best = Math.max(best, likely[lag]);
    }
    double sum = 0;
    for (int lag = 0; lag < LAGS; lag++) {
      likely[lag] = Math.exp(likely[lag] - best);
      sum += likely[lag];
    }
    for (int lag = 0; lag < LAGS; lag++) {
      likely[lag] /= sum;
    }
    return likely;
  }
}
