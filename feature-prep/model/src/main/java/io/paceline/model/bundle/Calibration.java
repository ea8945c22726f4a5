package io.paceline.model.bundle;

/**
 * Turns the network's logit into a click probability: {@code 1 / (1 + exp(-(slope · logit +
 * intercept)))}, the logit in between kept within ±{@value #LOGIT_BOUND}, so that a probability is
 * never 0 or 1 in single precision.
 *
 * @param slope dimensionless, positive
 * @param intercept in log-odds
 */
public record Calibration(double slope, double intercept) {

  /** Largest absolute logit that is turned into a probability. */
  public static final double LOGIT_BOUND = 15.0;

  /** Probability of a logit, in (0, 1). */
  public double probability(double logit) {
    return sigmoid(slope * logit + intercept);
  }

  /** A log-odds as a probability, bounded. */
  public static double sigmoid(double logit) {
    return 1.0 / (1.0 + Math.exp(-Math.max(-LOGIT_BOUND, Math.min(LOGIT_BOUND, logit))));
  }
}
