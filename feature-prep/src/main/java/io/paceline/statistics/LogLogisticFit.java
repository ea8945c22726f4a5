package io.paceline.statistics;

import io.paceline.bidding.MarketCurve;
import java.util.Map;
import java.util.SortedMap;

/**
 * Maximum likelihood for the log-logistic distribution with censored observations, as in survival
 * analysis (the use for auctions: Wang et al., "Functional Bid Landscape Forecasting", ECML 2016).
 * With y = log price − centre and z = φ·y − η the log-likelihood
 *
 * <pre>
 *   Σ told [log φ − z − 2·log(1 + e^−z)]  −  Σ above log(1 + e^z)  −  Σ below log(1 + e^−z)
 * </pre>
 *
 * is concave in (φ, η) (Burridge, "A Note on Maximum Likelihood Estimation for Regression Models
 * Using Grouped Data", JRSS B 1981), so Newton steps of bounded length, halved until they climb,
 * find the one maximum. Then shape = φ and scale = exp(centre + η/φ). The shape is bounded to 0.1 …
 * 20, which also settles samples of one price, and bids that won all above those that lost, for
 * which the likelihood has no maximum.
 */
final class LogLogisticFit {

  private static final double LOWEST_SHAPE = 0.1;
  private static final double HIGHEST_SHAPE = 20;
  private static final double LONGEST_STEP = 2;
  private static final int MAX_STEPS = 100;
  private static final int MAX_HALVINGS = 40;
  private static final double ENOUGH = 1e-10;

  /** Logarithms less their centre, each with how often it was told. */
  private record Told(double[] y, double[] weight) {

    static Told of(SortedMap<Long, Long> counts, double centre) {
      double[] y = new double[counts.size()];
      double[] weight = new double[counts.size()];
      int i = 0;
      for (Map.Entry<Long, Long> entry : counts.entrySet()) {
        y[i] = Math.log((double) entry.getKey()) - centre;
        weight[i++] = entry.getValue();
      }
      return new Told(y, weight);
    }
  }

  private final Told prices;
  private final Told above;
  private final Told below;
  private final double pricesTold;
  private final double allTold;

  private LogLogisticFit(PriceCounts counts, double centre) {
    prices = Told.of(counts.counts(PriceCounts.Told.PRICE), centre);
    above = Told.of(counts.counts(PriceCounts.Told.ABOVE), centre);
    below = Told.of(counts.counts(PriceCounts.Told.BELOW), centre);
    pricesTold = sum(prices.weight());
    allTold = pricesTold + sum(above.weight()) + sum(below.weight());
  }

  /** The most likely curve; at least a price, or both a won and a lost bid, must be known. */
  static MarketCurve fit(PriceCounts counts) {
    double centre = meanLog(counts);
    double[] best = new LogLogisticFit(counts, centre).climb();
    return new MarketCurve(Math.exp(centre + best[1] / best[0]), best[0]);
  }

  private static double meanLog(PriceCounts counts) {
    double sum = 0;
    double auctions = 0;
    for (PriceCounts.Told told : PriceCounts.Told.values()) {
      for (Map.Entry<Long, Long> entry : counts.counts(told).entrySet()) {
        sum += entry.getValue() * Math.log((double) entry.getKey());
        auctions += entry.getValue();
      }
    }
    return sum / auctions;
  }

  private static double sum(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** Maximum (φ, η). */
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
     * One point.
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

  private double[] newtonStep(double phi, double eta) {
    Slope sum = new Slope();
    sum.gradPhi = pricesTold / phi;
    sum.phiPhi = pricesTold / (phi * phi);
    for (int i = 0; i < prices.y().length; i++) {
      double s = sigmoid(phi * prices.y()[i] - eta);
      double weight = prices.weight()[i];
      sum.add(prices.y()[i], weight * (1 - 2 * s), weight * 2 * s * (1 - s));
    }
    for (int i = 0; i < above.y().length; i++) {
      double s = sigmoid(phi * above.y()[i] - eta);
      sum.add(above.y()[i], -above.weight()[i] * s, above.weight()[i] * s * (1 - s));
    }
    for (int i = 0; i < below.y().length; i++) {
      double s = sigmoid(phi * below.y()[i] - eta);
      sum.add(below.y()[i], below.weight()[i] * (1 - s), below.weight()[i] * s * (1 - s));
    }
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
    double sum = pricesTold * Math.log(phi);
    for (int i = 0; i < prices.y().length; i++) {
      double z = phi * prices.y()[i] - eta;
      sum -= prices.weight()[i] * (z + 2 * softplus(-z));
    }
    for (int i = 0; i < above.y().length; i++) {
      sum -= above.weight()[i] * softplus(phi * above.y()[i] - eta);
    }
    for (int i = 0; i < below.y().length; i++) {
      sum -= below.weight()[i] * softplus(eta - phi * below.y()[i]);
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
