package io.paceline.core.pacing;

/**
 * How strongly allocation favours a budget that lies behind its plan, so that all budgets spend
 * similar shares.
 *
 * <p>The wanted push is {@code 2^(gap / 0.1)}, where the gap is the plan's share less the spent
 * share: a budget that is 10 % behind wants a push of 2, one that is 10 % ahead wants ½, and one on
 * plan wants 1. The push follows the wanted one in the log domain with a time constant of 5 hours
 * of campaign time. That is ten times the time of the multiplier's loop (half an hour, see {@link
 * DualMirrorDescent}), so that the two loops do not fight: what the multiplier can correct, it has
 * corrected before the push moves.
 */
public final class Push {

  /** No preference. */
  public static final double NEUTRAL = 1;

  /** Weakest push. */
  public static final double LOWEST = 0.5;

  /** Strongest push. */
  public static final double HIGHEST = 2;

  private static final double GAP_OF_A_DOUBLING = 0.1;
  private static final double TIME_CONSTANT_MILLIS = 5 * 3_600_000.0;

  private Push() {}

  /**
   * The push after some more campaign time.
   *
   * @param push the last push, {@link #NEUTRAL} at first
   * @param targetSpendShare share of the period's budget the plan wants spent, 0 to 1
   * @param spendShare share of the period's budget that is spent, 0 to 1
   * @param elapsedCampaignMillis campaign time since the last call; where it is not positive, the
   *     push stays
   * @return ½ to 2
   */
  public static double next(
      double push, double targetSpendShare, double spendShare, long elapsedCampaignMillis) {
    double wanted = clamp(Math.pow(2, (targetSpendShare - spendShare) / GAP_OF_A_DOUBLING));
    double weight = -Math.expm1(-Math.max(0, elapsedCampaignMillis) / TIME_CONSTANT_MILLIS);
    double last = clamp(push);
    return clamp(last * Math.pow(wanted / last, weight));
  }

  private static double clamp(double push) {
    return Math.max(LOWEST, Math.min(HIGHEST, push));
  }
}
