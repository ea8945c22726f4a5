package io.paceline.simulator.replay;

/**
 * First-price shading by expected surplus: Pan et al., "Bid Shading by Win-Rate Estimation and
 * Surplus Maximization" (AdKDD 2020), with the training landscape as the win rate's offset.
 *
 * <pre>
 *   bid = argmax_b (v − b) · P(b),  b = 0 … D
 *   logit P(b) = logit F(b) + α + β · x,   x = ln(1 + v) − {@value #CENTRE}
 *
 *   v  value of the impression, the log's unit of price    D  highest price of the landscape
 *   F  distribution of the price in training               α, β  learned, 0 at first
 *   P  probability that a bid wins
 * </pre>
 *
 * <p>In a first-price auction, neither a win nor a loss tells the market price; both tell only
 * whether the bid reached it. So a logistic regression, which takes each auction once, fits α and β
 * to wins and losses, with normal priors of variance ¼ and 1/16. β is needed because the other
 * bidders, too, bid more for impressions of high value.
 */
final class LearnedShading {
  private static final double CENTRE = 5;
  private static final double LEVEL_PRECISION = 4;
  private static final double SLOPE_PRECISION = 16;

  private final double[] odds;
  private double level;
  private double slope;
  private double levelInformation = LEVEL_PRECISION;
  private double slopeInformation = SLOPE_PRECISION;

  LearnedShading(Landscape landscape) {
    double[] density = landscape.smoothedDensity();
    odds = new double[density.length];
    double below = 0;
    for (int d = 0; d < odds.length; d++) {
      below += density[d];
      odds[d] = below / Math.max(1e-12, 1 - below);
    }
  }

  /**
   * The bid for an impression of this value, or {@link Bidder#SITS_OUT} where no bid has a positive
   * expected surplus.
   */
  double bid(double value) {
    double factor = Math.exp(level + slope * x(value));
    double best = 0;
    int bid = (int) Bidder.SITS_OUT;
    for (int b = 0; b < odds.length && b < value; b++) {
      double chance = factor * odds[b];
      double surplus = (value - b) * chance / (1 + chance);
      if (surplus > best) {
        best = surplus;
        bid = b;
      }
    }
    return bid;
  }

  /** Learns from whether an auction was won. */
  void learn(double value, double bid, boolean won) {
    if (bid < 0) {
      return;
    }
    double x = x(value);
    double chance = Math.exp(level + slope * x) * odds[(int) bid];
    double expected = chance / (1 + chance);
    double error = (won ? 1 : 0) - expected;
    double information = expected * (1 - expected);
    levelInformation += information;
    slopeInformation += information * x * x;
    level += error / levelInformation;
    slope += error * x / slopeInformation;
  }

  private static double x(double value) {
    return Math.log1p(value) - CENTRE;
  }
}
