package io.paceline.training.trainer;

import io.paceline.model.bundle.Calibration;

/**
 * Fits a calibration on held-out rows after Platt ("Probabilistic outputs for support vector
 * machines", 1999) by Newton's method. A small normal prior keeps the slope near 1 and the
 * intercept near 0 where clicks are few. With many clicks the prior has no visible effect, and the
 * mean prediction equals the observed click rate.
 */
final class CalibrationFit {

  private static final double SLOPE_PRIOR = 10.0;
  private static final double SHIFT_PRIOR = 1.0;
  private static final double MIN_SLOPE = 0.1;
  private static final int NEWTON_STEPS = 30;
  private static final double MATCHED = 1e-6;

  private CalibrationFit() {}

  /**
   * Keeps the slope of a calibration and finds the intercept at which as many clicks are predicted
   * as occurred. Training rows may be among the rows given here, because only the intercept is
   * fitted to them: it depends on the mean of the predictions, which hardly depends on which rows
   * the network saw, and depends less on chance the more rows there are. The slope has to come from
   * elsewhere, because a network that overfits spreads its predictions too far on the rows that it
   * saw.
   *
   * @param spread the calibration whose slope is kept
   * @param logits at least one logit
   * @param clicked at least one row was clicked and at least one was not
   */
  static Calibration matching(Calibration spread, double[] logits, boolean[] clicked) {
    double clicks = 0.0;
    for (boolean click : clicked) {
      clicks += click ? 1.0 : 0.0;
    }
    double matched = spread.intercept();
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double sum = 0.0;
      double rise = 0.0;
      for (double logit : logits) {
        double p = Calibration.sigmoid(spread.slope() * logit + matched);
        sum += p;
        rise += p * (1.0 - p);
      }
      double error = sum - clicks;
      if (Math.abs(error) < MATCHED * clicks) {
        break;
      }
      matched -= Math.max(-1.0, Math.min(1.0, error / rise));
    }
    return new Calibration(spread.slope(), matched);
  }

  /** Finds the calibration under which the observed clicks are most likely, given the prior. */
  static Calibration fit(double[] logits, boolean[] clicked) {
    double centre = 0.0;
    for (double logit : logits) {
      centre += logit / logits.length;
    }
    // Slope and shift act on centred logits: they hardly depend on each other there.
    double slope = 1.0;
    double shift = 0.0;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double gradientSlope = SLOPE_PRIOR * (slope - 1.0);
      double gradientShift = SHIFT_PRIOR * shift;
      double slopeSlope = SLOPE_PRIOR;
      double shiftShift = SHIFT_PRIOR;
      double slopeShift = 0.0;
      for (int i = 0; i < logits.length; i++) {
        double x = logits[i] - centre;
        double p = Calibration.sigmoid(slope * x + centre + shift);
        double error = p - (clicked[i] ? 1.0 : 0.0);
        double weight = p * (1.0 - p);
        gradientSlope += error * x;
        gradientShift += error;
        slopeSlope += weight * x * x;
        slopeShift += weight * x;
        shiftShift += weight;
      }
      double determinant = slopeSlope * shiftShift - slopeShift * slopeShift;
      double slopeStep = (shiftShift * gradientSlope - slopeShift * gradientShift) / determinant;
      double shiftStep = (slopeSlope * gradientShift - slopeShift * gradientSlope) / determinant;
      // A bounded step cannot overshoot into the flat tails of the logistic curve.
      slope = Math.max(MIN_SLOPE, slope - Math.max(-0.5, Math.min(0.5, slopeStep)));
      shift -= Math.max(-1.0, Math.min(1.0, shiftStep));
    }
    return new Calibration(slope, centre + shift - slope * centre);
  }
}
