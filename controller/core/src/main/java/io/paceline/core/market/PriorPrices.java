package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;

/**
 * A belief about a market, expressed as a number of auctions whose prices lie at quantiles of the
 * believed curve. The prices are spread so that a fit to them alone gives the believed curve back:
 * with {@code y} the log-odds of a quantile, the likelihood of such prices has its maximum at the
 * believed shape where the mean of {@code y · tanh(y/2)} is 1.
 */
final class PriorPrices {

  private static final int QUANTILES = 9;

  /** Log-odds of the quantiles, spread as the class comment says. */
  private static final double[] ODDS = odds();

  private PriorPrices() {}

  private static double[] odds() {
    double[] odds = new double[QUANTILES];
    double low = 1;
    double high = 2;
    for (int halving = 0; halving < 60; halving++) {
      double spread = (low + high) / 2;
      double mean = 0;
      for (int i = 0; i < QUANTILES; i++) {
        double share = (i + 0.5) / QUANTILES;
        odds[i] = spread * Math.log(share / (1 - share));
        mean += odds[i] * Math.tanh(odds[i] / 2) / QUANTILES;
      }
      if (mean < 1) {
        low = spread;
      } else {
        high = spread;
      }
    }
    return odds;
  }

  /** Adds the belief to a sample, with the weight of the given number of auctions. */
  static void add(CensoredPrices sample, MarketCurve curve, double auctions) {
    double logScale = Math.log(curve.scaleMicros());
    for (double odds : ODDS) {
      sample.add(PriceEvidence.PRICE, logScale + odds / curve.shape(), auctions / QUANTILES);
    }
  }
}
