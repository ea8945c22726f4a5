package io.paceline.pacing;

import io.paceline.bidding.MarketCurve;

/**
 * What is believed of a campaign's market before its first auction: the distribution of the price,
 * and of the normalised score.
 *
 * @param priceMicros prices in ascending order, micros per impression, not negative
 * @param probability of each price; their sum is at most 1, the rest lies above all of them
 * @param scoreSpread standard deviation of the score's logarithm; the score's mean is 1
 */
public record MarketPrior(double[] priceMicros, double[] probability, double scoreSpread) {

  /** Spread of the score of which nothing is known: nine of ten are within a factor of 27. */
  public static final double SCORE_SPREAD = 1;

  private static final int QUANTILES = 200;

  /** A prior of prices only. */
  public MarketPrior(double[] priceMicros, double[] probability) {
    this(priceMicros, probability, SCORE_SPREAD);
  }

  /**
   * The multiplier at which an auction is believed to cost so much on average: where a budget
   * starts that has nothing but its training data.
   *
   * @param costMicros budget over expected auctions, micros
   * @param maxBidMicros upper bound of any bid
   * @return micros per unit of score
   */
  public double multiplierFor(double costMicros, long maxBidMicros) {
    return SpendCurve.ofPrior(this, (double) maxBidMicros, 0).multiplierFor(costMicros);
  }

  /**
   * Share of the auctions that are believed to be won at the multiplier of {@link #multiplierFor}.
   *
   * @return 0 to 1
   */
  public double winShare(double costMicros, long maxBidMicros) {
    SpendCurve curve = SpendCurve.ofPrior(this, (double) maxBidMicros, 0);
    return curve.winsAt(curve.multiplierFor(costMicros));
  }

  /**
   * How strongly the spend answers to the multiplier: the relative change of the cost of an auction
   * for a small relative change of the multiplier, at the multiplier of {@link #multiplierFor}.
   *
   * @return dimensionless, at least ¼
   */
  public double elasticity(double costMicros, long maxBidMicros) {
    SpendCurve curve = SpendCurve.ofPrior(this, (double) maxBidMicros, 0);
    double step = Math.log(1.25);
    double movement =
        Math.log(curve.multiplierFor(costMicros * 1.25) / curve.multiplierFor(costMicros / 1.25));
    return Math.max(0.25, 2 * step / Math.max(1e-6, movement));
  }

  /** The prior that a market curve stands for. */
  public static MarketPrior of(MarketCurve curve) {
    double[] prices = new double[QUANTILES];
    double[] probability = new double[QUANTILES];
    for (int i = 0; i < QUANTILES; i++) {
      double quantile = (i + 0.5) / QUANTILES;
      prices[i] = curve.scaleMicros() * Math.pow(quantile / (1 - quantile), 1 / curve.shape());
      probability[i] = 1.0 / QUANTILES;
    }
    return new MarketPrior(prices, probability);
  }
}
