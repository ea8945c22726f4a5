package io.paceline.model.bundle;

/**
 * Turns a head's logit into a probability: {@code 1 / (1 + exp(-(slope · logit + intercept)))}. The
 * calibrated logit {@code slope · logit + intercept} is kept within ±{@value #LOGIT_BOUND}, so that
 * a probability is never 0 or 1 in single precision.
 *
 * @param slope dimensionless, positive
 * @param intercept in log-odds
 */
public record Calibration(double slope, double intercept) {

  /** Largest absolute value of a calibrated logit. */
  public static final double LOGIT_BOUND = 15.0;

  /** Returns the probability for a logit, in (0, 1). */
  public double probability(double logit) {
    return sigmoid(slope * logit + intercept);
  }

  /** Turns log-odds, kept within ±{@value #LOGIT_BOUND}, into a probability. */
  public static double sigmoid(double logit) {
    return 1.0 / (1.0 + Math.exp(-Math.max(-LOGIT_BOUND, Math.min(LOGIT_BOUND, logit))));
  }
}
