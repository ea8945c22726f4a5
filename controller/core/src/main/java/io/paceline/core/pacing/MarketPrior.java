package io.paceline.core.pacing;

import io.paceline.core.bidding.CriticalValue;
import io.paceline.core.bidding.MarketCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is believed of a campaign's market before its first auction: the distribution of the price
 * (in first-price auctions: of the critical value, see {@link
 * io.paceline.core.bidding.CriticalValue}) and of the normalised score.
 *
 * @param priceMicros prices in ascending order, micros per impression, not negative
 * @param probability of each price, 0 to 1. What their sum lacks to 1 is the probability of a price
 *     that is higher than all of these
 * @param scoreSpread standard deviation of the score's logarithm; the score's mean is 1
 * @param weight how many auctions the prior counts as
 */
public record MarketPrior(
    double[] priceMicros, double[] probability, double scoreSpread, double weight) {

  /**
   * Spread of a score of which nothing is known: nine of ten scores lie within a range whose upper
   * end is 27 times its lower one.
   */
  public static final double SCORE_SPREAD = 1;

  /** Weight, in auctions, of a prior from a campaign's own training landscape. */
  public static final double LANDSCAPE_WEIGHT = 200;

  /**
   * Weight, in auctions, of a prior from other campaigns' auctions on the same sites, or from
   * nothing at all.
   */
  public static final double CURVE_WEIGHT = 50;

  private static final int QUANTILES = 200;

  /**
   * Lowest and highest price of a market of which nothing is known, as multiples of the maximum
   * bid.
   */
  private static final double CHEAPEST = 0.01;

  private static final double DEAREST = 2;

  /** A prior of prices only, from a training landscape. */
  public static MarketPrior ofLandscape(double[] priceMicros, double[] probability) {
    return new MarketPrior(priceMicros, probability, SCORE_SPREAD, LANDSCAPE_WEIGHT);
  }

  /**
   * The prior of a market of which nothing is known: its price is spread evenly, on a logarithmic
   * scale, from a hundredth of the maximum bid to twice that bid.
   */
  public static MarketPrior wide(long maxBidMicros) {
    double[] prices = new double[QUANTILES];
    double[] probability = new double[QUANTILES];
    for (int i = 0; i < QUANTILES; i++) {
      double quantile = (i + 0.5) / QUANTILES;
      prices[i] = maxBidMicros * CHEAPEST * Math.pow(DEAREST / CHEAPEST, quantile);
      probability[i] = 1.0 / QUANTILES;
    }
    return new MarketPrior(prices, probability, SCORE_SPREAD, CURVE_WEIGHT);
  }

  /**
   * The multiplier at which an auction costs {@code costMicros} on average, if this prior is right;
   * the highest multiplier where none costs as much. A replay may start a budget with it.
   *
   * @param costMicros budget divided by the expected number of auctions, micros
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

  /** The prior that a market curve stands for, in second-price auctions. */
  public static MarketPrior of(MarketCurve curve) {
    return of(curve, 0);
  }

  /**
   * The prior that a market curve stands for.
   *
   * @param firstPriceShare share of the auctions that are first-price ones, 0 to 1
   */
  public static MarketPrior of(MarketCurve curve, double firstPriceShare) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < QUANTILES; i++) {
      double quantile = (i + 0.5) / QUANTILES;
      double price = curve.scaleMicros() * Math.pow(quantile / (1 - quantile), 1 / curve.shape());
      if (firstPriceShare < 1) {
        rows.add(new double[] {price, (1 - firstPriceShare) / QUANTILES});
      }
      if (firstPriceShare > 0) {
        rows.add(new double[] {CriticalValue.of(price, curve), firstPriceShare / QUANTILES});
      }
    }
    rows.sort(Comparator.comparingDouble(row -> row[0]));
    return new MarketPrior(
        rows.stream().mapToDouble(row -> row[0]).toArray(),
        rows.stream().mapToDouble(row -> row[1]).toArray(),
        SCORE_SPREAD,
        CURVE_WEIGHT);
  }
}
