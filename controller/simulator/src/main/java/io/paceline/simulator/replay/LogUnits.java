package io.paceline.simulator.replay;

import io.paceline.core.pacing.MarketPrior;

/** Converts a log's unit of price into micros per impression, in which the laws count. */
final class LogUnits {

  /** CPM × 1000 = micros per impression. */
  static final int MICROS_PER_UNIT = 1_000;

  private LogUnits() {}

  /**
   * The prior that a landscape gives: the landscape's smoothed prices, and {@link
   * MarketPrior#SCORE_SPREAD}, since a landscape tells nothing of the scores but their mean.
   */
  static MarketPrior prior(Landscape landscape) {
    double[] density = landscape.smoothedDensity();
    double[] prices = new double[density.length];
    for (int d = 0; d < prices.length; d++) {
      prices[d] = (double) d * MICROS_PER_UNIT;
    }
    return MarketPrior.ofLandscape(prices, density);
  }

  /** The highest bid, micros per impression. */
  static long maxBidMicros(Landscape landscape) {
    return (long) landscape.maxPrice() * MICROS_PER_UNIT;
  }
}
