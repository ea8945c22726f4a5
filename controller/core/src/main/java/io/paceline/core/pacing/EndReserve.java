package io.paceline.core.pacing;

/**
 * Lowers the multiplier when little money is left, so that the last money is kept for the best
 * impressions. Re-solving treats money as divisible. It is not when only a few impressions can
 * still be paid: a budget that buys a fair impression may not be able to pay for the excellent one
 * that comes next. So the multiplier is lowered by the value of later impressions that a purchase
 * is expected to make unaffordable. That is the first-order term of the value function's difference
 * V(b) − V(b − p), as in RLB (real-time bidding by reinforcement learning; see {@code
 * RlbValueFunction} of the replays):
 *
 * <pre>
 *   λ' = λ / (1 + κ · λ · J · n · (F(b) − F(b − p̄)) / p̄)
 *
 *   b  money left, micros                  F  distribution of the price, by the prior
 *   p̄  mean price of a win at λ            n  auctions left in the period
 *   J  expected surplus of an auction at λ, in units of score: E (s − p/λ) over its wins
 *   κ  {@value #SHARE}: the share of later wins for which the money would be missing
 * </pre>
 *
 * <p>Far from the end F(b) = F(b − p̄) = 1, and the multiplier does not change. κ was chosen on
 * validation episodes among 0, 0.3, 1 and 3.
 */
final class EndReserve {

  private static final double SHARE = 0.3;

  private final double[] prices;
  private final double[] below;
  private final double[] costBelow;

  EndReserve(MarketPrior prior) {
    prices = prior.priceMicros();
    below = new double[prices.length];
    costBelow = new double[prices.length];
    double probability = 0;
    double cost = 0;
    for (int k = 0; k < prices.length; k++) {
      probability += prior.probability()[k];
      cost += prior.probability()[k] * prices[k];
      below[k] = probability;
      costBelow[k] = cost;
    }
  }

  /**
   * The lowered multiplier.
   *
   * @param leftMicros money left
   * @param auctionsLeft auctions left in the period
   */
  double lowered(
      double pacingMultiplier, SpendCurve curve, double leftMicros, double auctionsLeft) {
    double highest = prices[prices.length - 1];
    if (leftMicros >= 2 * highest || leftMicros <= 0) {
      return pacingMultiplier;
    }
    double wins = 0;
    double cost = 0;
    double surplus = 0;
    for (int j = 0; j < SpendCurve.BINS; j++) {
      double share = curve.scoreShare(j);
      if (share > 0) {
        double score = SpendCurve.scoreOf(j);
        int k = index(pacingMultiplier * score);
        if (k >= 0) {
          wins += share * below[k];
          cost += share * costBelow[k];
          surplus += share * (score * below[k] - costBelow[k] / pacingMultiplier);
        }
      }
    }
    if (!(cost > 0) || !(surplus > 0)) {
      return pacingMultiplier;
    }
    double price = cost / wins;
    double missed = chance(leftMicros) - chance(leftMicros - price);
    return pacingMultiplier
        / (1 + SHARE * pacingMultiplier * surplus * auctionsLeft * missed / price);
  }

  private double chance(double micros) {
    int k = index(micros);
    return k < 0 ? 0 : below[k];
  }

  /** Index of the highest price that is at most the given amount, −1 for none. */
  private int index(double micros) {
    int low = -1;
    int high = prices.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >> 1;
      if (prices[middle] <= micros) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
