package io.paceline.core.pacing;

/**
 * How far a traffic-shaped plan has come by what the day really brings. What is left of the plan is
 * spread anew over the traffic that is still to come, each time auctions were counted:
 *
 * <pre>
 *   p' = p + (1 − p) · x                   x = w · n / (n + Σ P(d) · R(d) · N / U(d)) + (1 − w) · f
 *   q(t − h) ≤ p' ≤ q(t + 4 h)             f = (q' − q) / (1 − q),  w = N / (N + {@value #FEW})
 *   P(d) ∝ prior(d) · exp(T · (E(d) − N · ln U(d)))
 *
 *   p     the plan's progress, 0 to 1         n     auctions proposed since the last look
 *   q     the forecast's progress             N     all of them
 *   d     by how much the day is late, −4 h to 4 h by half hours
 *   U(d)  usual traffic that had passed if so, R(d) that is left, mean days
 *   E(d)  Σ n · ln u(d), u the usual traffic since the last look
 *   T     1 / (1 + N / {@value #ENOUGH})
 *   h     four hours, or what is left of the period
 * </pre>
 *
 * <p>P is the likelihood of the counts' shape, whatever their level (multinomial), with all traffic
 * together counting as {@value #ENOUGH} auctions at most: neighbouring quarter hours stray
 * together. The prior gives nine of ten to a day that is in time. N / U is the day's level. N, U
 * and E of a mean day ago count e times less, so a new day begins with what the last one taught. On
 * a day as expected x is the forecast's own step; traffic that stays away leaves the plan where it
 * is. The principle is that of re-solving (Jasin and Kumar 2012): what is past is not made good,
 * what is left meets what is to come.
 *
 * <p>With few auctions, and after a look that is later than a quarter of an hour, when nobody may
 * have been bidding, the forecast stands. The bound keeps a budget that no auction fits from being
 * called on plan.
 *
 * @param atMillis the last look, campaign time
 * @param forecast q then
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

  /** Lags that are thought possible. */
  public static final int LAGS = 17;

  /** By how much time the plan may differ from the forecast, and a day be late or early. */
  public static final long BOUND_MILLIS = 4 * 3_600_000L;

  private static final double FEW = 100;
  private static final double ENOUGH = 300;
  private static final double IN_TIME = 0.9;
  private static final double MEMORY_DAYS = 1;
  private static final long LATE_MILLIS = 900_000;
  private static final double HARDLY_ANY = 1e-12;

  /** By how much the day is late, in milliseconds. */
  public static long lagMillis(int lag) {
    return (lag - LAGS / 2) * 2L * BOUND_MILLIS / (LAGS - 1);
  }

  /** By how much time the plan may be late: a plan that ends has to be complete. */
  public static long latestMillis(long nowMillis, long periodEndMillis) {
    return Math.max(0, Math.min(BOUND_MILLIS, periodEndMillis - nowMillis));
  }

  /** A plan that begins where nothing is known. */
  public static PlanProgress from(long sinceMillis, double forecast) {
    return new PlanProgress(sinceMillis, forecast, forecast, 0, new double[LAGS], new double[LAGS]);
  }

  /** A plan that begins, with what is known of the traffic. */
  PlanProgress restarted(long sinceMillis) {
    return new PlanProgress(sinceMillis, 0, 0, proposed, evidence, usual);
  }

  /**
   * The progress after a look at the traffic.
   *
   * @param nowMillis campaign time
   * @param auctions proposed since the last look, negative where nobody counted
   * @param passed usual traffic since the last look by lag, mean days
   * @param left usual traffic until the plan is to be complete by lag, mean days
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

  /** Auctions to be expected of usual traffic. */
  private double auctionsIn(double[] traffic) {
    double[] likely = likely();
    double sum = 0;
    for (int lag = 0; lag < LAGS; lag++) {
      sum += likely[lag] * traffic[lag] * proposed / Math.max(HARDLY_ANY, usual[lag]);
    }
    return sum;
  }

  /**
   * Usual traffic to be expected, mean days.
   *
   * @param traffic by lag
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
   * @param until usual traffic until then by lag
   * @param left usual traffic until the plan is to be complete by lag
   */
  public double ahead(double[] until, double[] left) {
    double rest = expected(left);
    return share + (1 - share) * (rest > 0 ? Math.min(1, expected(until) / rest) : 1);
  }

  /** How likely the day is late by each lag; sum 1. */
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
