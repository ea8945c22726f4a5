package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.CensoredPrices.Points;

/**
 * Maximum likelihood for the log-logistic distribution with censored observations, as in survival
 * analysis (the use for auctions: Wang et al., "Functional Bid Landscape Forecasting", ECML 2016).
 * With y = log price − centre and z = φ·y − η the log-likelihood is
 *
 * <pre>
 *   Σ told [log φ − z − 2·log(1 + e^−z)]  −  Σ above log(1 + e^z)  −  Σ below log(1 + e^−z)
 * </pre>
 *
 * <p>where the sums run over the told prices, the bids that lost (the price lies above) and the
 * bids that won (the price lies below). It is concave in (φ, η) (Burridge, "A Note on Maximum
 * Likelihood Estimation for Regression Models Using Grouped Data", JRSS B 1981), so Newton steps of
 * bounded length, halved until they climb, find the one maximum. Then shape = φ and scale =
 * exp(centre + η/φ). The shape is bounded to 0.1 … 20. The bounds also give a result for samples
 * whose likelihood has no maximum: those of one price only, and those in which all bids that won
 * lie above all bids that lost.
 */
public final class LogLogisticFit {

  private static final double LOWEST_SHAPE = 0.1;
  private static final double HIGHEST_SHAPE = 20;
  private static final double LONGEST_STEP = 2;
  private static final int MAX_STEPS = 100;
  private static final int MAX_HALVINGS = 40;
  private static final double ENOUGH = 1e-10;

  private final Points prices;
  private final Points above;
  private final Points below;
  private final double centre;
  private final double allTold;

  private LogLogisticFit(CensoredPrices sample) {
    prices = sample.of(PriceEvidence.PRICE);
    above = sample.of(PriceEvidence.ABOVE);
    below = sample.of(PriceEvidence.BELOW);
    centre = sample.meanLog();
    allTold = prices.sum() + above.sum() + below.sum();
  }

  /**
   * The most likely curve of a sample that has at least one price, or both a won and a lost bid.
   *
   * @throws IllegalArgumentException where the sample has neither
   */
  public static FittedCurve fit(CensoredPrices sample) {
    if (!(sample.of(PriceEvidence.PRICE).sum() > 0
        || (sample.of(PriceEvidence.ABOVE).sum() > 0
            && sample.of(PriceEvidence.BELOW).sum() > 0))) {
      throw new IllegalArgumentException(
          "a market curve needs a price, or both a bid that won and one that lost");
    }
    LogLogisticFit fit = new LogLogisticFit(sample);
    double[] best = fit.climb();
    MarketCurve curve = new MarketCurve(Math.exp(fit.centre + best[1] / best[0]), best[0]);
    return new FittedCurve(curve, fit.deviation(best[0], best[1]));
  }

  /** The (φ, η) of the highest log-likelihood. */
  private double[] climb() {
    double phi = 1;
    double eta = 0;
    double likelihood = logLikelihood(phi, eta);
    for (int i = 0; i < MAX_STEPS; i++) {
      double[] step = newtonStep(phi, eta);
      double length = 1;
      double nextPhi = phi;
      double nextEta = eta;
      double next = Double.NEGATIVE_INFINITY;
      for (int halving = 0; halving < MAX_HALVINGS && !(next > likelihood); halving++) {
        nextPhi = Math.max(LOWEST_SHAPE, Math.min(HIGHEST_SHAPE, phi + length * step[0]));
        nextEta = eta + length * step[1];
        next = logLikelihood(nextPhi, nextEta);
        length /= 2;
      }
      if (!(next > likelihood)) {
        break;
      }
      boolean done = next - likelihood < ENOUGH * allTold;
      phi = nextPhi;
      eta = nextEta;
      likelihood = next;
      if (done) {
        break;
      }
    }
    return new double[] {phi, eta};
  }

  /** Gradient and (negated) curvature of the log-likelihood. */
  private static final class Slope {
    private double gradPhi;
    private double gradEta;
    private double phiPhi;
    private double phiEta;
    private double etaEta;

    /**
     * Adds one point.
     *
     * @param slope derivative of its log-likelihood by z
     * @param bend its second derivative, negated
     */
    void add(double y, double slope, double bend) {
      gradPhi += slope * y;
      gradEta -= slope;
      phiPhi += bend * y * y;
      phiEta -= bend * y;
      etaEta += bend;
    }
  }

  private Slope slope(double phi, double eta) {
    Slope sum = new Slope();
    sum.gradPhi = prices.sum() / phi;
    sum.phiPhi = prices.sum() / (phi * phi);
    for (int i = 0; i < prices.size(); i++) {
      double y = prices.logPrice(i) - centre;
      double s = sigmoid(phi * y - eta);
      double weight = prices.weight(i);
      sum.add(y, weight * (1 - 2 * s), weight * 2 * s * (1 - s));
    }
    for (int i = 0; i < above.size(); i++) {
      double y = above.logPrice(i) - centre;
      double s = sigmoid(phi * y - eta);
      sum.add(y, -above.weight(i) * s, above.weight(i) * s * (1 - s));
    }
    for (int i = 0; i < below.size(); i++) {
      double y = below.logPrice(i) - centre;
      double s = sigmoid(phi * y - eta);
      sum.add(y, below.weight(i) * (1 - s), below.weight(i) * s * (1 - s));
    }
    return sum;
  }

  /**
   * The deviation of {@link FittedCurve}, from the inverse of the curvature. The error of the
   * log-odds at the median price is φ times the error of η/φ, whose gradient in (φ, η) is (−η/φ²,
   * 1/φ).
   */
  private double deviation(double phi, double eta) {
    Slope at = slope(phi, eta);
    double determinant = at.phiPhi * at.etaEta - at.phiEta * at.phiEta;
    if (!(determinant > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double ratio = eta / phi;
    double odds = (ratio * ratio * at.etaEta + 2 * ratio * at.phiEta + at.phiPhi) / determinant;
    double shape = at.etaEta / determinant / (phi * phi);
    return Math.sqrt(Math.max(odds, shape));
  }

  private double[] newtonStep(double phi, double eta) {
    Slope sum = slope(phi, eta);
    double determinant = sum.phiPhi * sum.etaEta - sum.phiEta * sum.phiEta;
    double stepPhi = (sum.etaEta * sum.gradPhi - sum.phiEta * sum.gradEta) / determinant;
    double stepEta = (sum.phiPhi * sum.gradEta - sum.phiEta * sum.gradPhi) / determinant;
    boolean outwards =
        (phi <= LOWEST_SHAPE && stepPhi < 0) || (phi >= HIGHEST_SHAPE && stepPhi > 0);
    if (outwards || !(determinant > 0)) {
      stepPhi = 0;
      stepEta = sum.gradEta / Math.max(sum.etaEta, Double.MIN_NORMAL);
    }
    // Far from the maximum the curvature vanishes and a whole step would leave the numbers' range.
    double shrink =
        Math.max(1, Math.max(Math.abs(stepEta) / LONGEST_STEP, Math.abs(stepPhi) * 2 / phi));
    return new double[] {stepPhi / shrink, stepEta / shrink};
  }

  private double logLikelihood(double phi, double eta) {
    double sum = prices.sum() * Math.log(phi);
    for (int i = 0; i < prices.size(); i++) {
      double z = phi * (prices.logPrice(i) - centre) - eta;
      sum -= prices.weight(i) * (z + 2 * softplus(-z));
    }
    for (int i = 0; i < above.size(); i++) {
      sum -= above.weight(i) * softplus(phi * (above.logPrice(i) - centre) - eta);
    }
    for (int i = 0; i < below.size(); i++) {
      sum -= below.weight(i) * softplus(eta - phi * (below.logPrice(i) - centre));
    }
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** log(1 + e^z) without overflow. */
  private static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
}
