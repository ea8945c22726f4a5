package io.paceline.core.bidding;

/**
 * Probability to win at a price, as a log-logistic curve {@code P(win | b) = 1 / (1 + (scale /
 * b)^shape)}.
 *
 * @param scaleMicros the median market price, micros per impression, positive
 * @param shape steepness, dimensionless, positive
 */
public record MarketCurve(double scaleMicros, double shape) {

  /**
   * The curve that is assumed for a market of which nothing is known: its median is 1.00 CPM in
   * Paceline's currency (1,000 micros), and nine of ten prices lie between a quarter of the median
   * and four times the median (shape 2 puts 5.9 % below and 5.9 % above).
   */
  public static final MarketCurve DEFAULT = new MarketCurve(1_000, 2);

  /** Checks that scale and shape are positive and finite. */
  public MarketCurve {
    if (!(scaleMicros > 0 && shape > 0)
        || Double.isInfinite(scaleMicros)
        || Double.isInfinite(shape)) {
      throw new IllegalArgumentException(
          "a market curve's scale and shape must be positive numbers, not "
              + scaleMicros
              + " and "
              + shape);
    }
  }

  /** Probability to win, 0 to 1, with a bid in micros per impression; never falls with the bid. */
  public double winProbability(double bidMicros) {
    return bidMicros > 0 ? 1 / (1 + Math.pow(scaleMicros / bidMicros, shape)) : 0;
  }

  /**
   * Draws a market price below a bid that won.
   *
   * @param bidMicros the bid, positive
   * @param draw uniform in [0, 1)
   * @return micros, below the bid
   */
  public double drawnBelow(double bidMicros, double draw) {
    double quantile = draw * winProbability(bidMicros);
    return scaleMicros * Math.pow(quantile / (1 - quantile), 1 / shape);
  }
}
