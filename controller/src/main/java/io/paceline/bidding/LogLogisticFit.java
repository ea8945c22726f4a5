package io.paceline.bidding;

import java.util.Arrays;

/**
 * Maximum likelihood for the log-logistic distribution with right-censored observations, as in
 * survival analysis (the use for auctions: Wang et al., "Functional Bid Landscape Forecasting",
 * ECML 2016). With y = log price − centre and z = φ·y − η the log-likelihood
 *
 * <pre>
 *   Σ observed [log φ − z − 2·log(1 + e^−z)]  −  Σ censored log(1 + e^z)
 * </pre>
 *
 * is concave in (φ, η) (Burridge, "A Note on Maximum Likelihood Estimation for Regression Models
 * Using Grouped Data", JRSS B 1981), so Newton steps of bounded length, halved until they climb,
 * find the one maximum. Then shape = φ and scale = exp(centre + η/φ). The shape is bounded to 0.1 …
 * 20, which also settles samples of one price, for which the likelihood has no maximum.
 */
final class LogLogisticFit {

  private static final double LOWEST_SHAPE = 0.1;
  private static final double HIGHEST_SHAPE = 20;
  private static final double HIGHEST_PRICE_MICROS = 1e15;
  private static final double LONGEST_STEP = 2;
  private static final int MAX_STEPS = 100;
  private static final int MAX_HALVINGS = 40;
  private static final double ENOUGH = 1e-10;

  private final double[] observed;
  private final double[] censored;

  private LogLogisticFit(double[] observed, double[] censored) {
    this.observed = observed;
    this.censored = censored;
  }

  static MarketCurve fit(double[] pricesMicros, double[] censoredAtMicros) {
    if (pricesMicros.length == 0) {
      throw new IllegalArgumentException("a market curve needs at least one observed price");
    }
    double[] observed = logs(pricesMicros);
    double[] censored = logs(censoredAtMicros);
    double centre = Arrays.stream(observed).average().getAsDouble();
    LogLogisticFit fit =
        new LogLogisticFit(
            Arrays.stream(observed).map(y -> y - centre).toArray(),
            Arrays.stream(censored).map(y -> y - centre).toArray());
    double[] best = fit.climb();
    return new MarketCurve(Math.exp(centre + best[1] / best[0]), best[0]);
  }

  private static double[] logs(double[] micros) {
    return Arrays.stream(micros)
        .peek(
            price -> {
              if (!(price <= HIGHEST_PRICE_MICROS)) {
                throw new IllegalArgumentException(
                    "a price must be at most " + HIGHEST_PRICE_MICROS + " micros, not " + price);
              }
            })
        .map(price -> Math.log(Math.max(1, price)))
        .toArray();
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
      boolean done = next - likelihood < ENOUGH * observed.length;
      phi = nextPhi;
      eta = nextEta;
      likelihood = next;
      if (done) {
        break;
      }
    }
    return new double[] {phi, eta};
  }

  private double[] newtonStep(double phi, double eta) {
    double gradPhi = observed.length / phi;
    double gradEta = 0;
    double phiPhi = observed.length / (phi * phi);
    double phiEta = 0;
    double etaEta = 0;
    for (double y : observed) {
      double s = sigmoid(phi * y - eta);
      double slope = 1 - 2 * s;
      double bend = 2 * s * (1 - s);
      gradPhi += slope * y;
      gradEta -= slope;
      phiPhi += bend * y * y;
      phiEta -= bend * y;
      etaEta += bend;
    }
    for (double y : censored) {
      double s = sigmoid(phi * y - eta);
      double bend = s * (1 - s);
      gradPhi -= s * y;
      gradEta += s;
      phiPhi += bend * y * y;
      phiEta -= bend * y;
      etaEta += bend;
    }
    double determinant = phiPhi * etaEta - phiEta * phiEta;
    double stepPhi = (etaEta * gradPhi - phiEta * gradEta) / determinant;
    double stepEta = (phiPhi * gradEta - phiEta * gradPhi) / determinant;
    boolean outwards =
        (phi <= LOWEST_SHAPE && stepPhi < 0) || (phi >= HIGHEST_SHAPE && stepPhi > 0);
    if (outwards || !(determinant > 0)) {
      stepPhi = 0;
      stepEta = gradEta / Math.max(etaEta, Double.MIN_NORMAL);
    }
    // Far from the maximum the curvature vanishes and a whole step would leave the numbers' range.
    double shrink =
        Math.max(1, Math.max(Math.abs(stepEta) / LONGEST_STEP, Math.abs(stepPhi) * 2 / phi));
    return new double[] {stepPhi / shrink, stepEta / shrink};
  }

  private double logLikelihood(double phi, double eta) {
    double sum = observed.length * Math.log(phi);
    for (double y : observed) {
      double z = phi * y - eta;
      sum -= z + 2 * softplus(-z);
    }
    for (double y : censored) {
      sum -= softplus(phi * y - eta);
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
