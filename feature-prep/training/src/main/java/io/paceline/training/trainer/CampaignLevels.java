package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.model.bundle.Calibration;
import io.paceline.model.features.FeaturePlace;
import java.util.HashMap;
import java.util.Map;

/**
 * Shifts each campaign's logits so that as many outcomes are predicted for it as occurred.
 *
 * <p>The prior on the weights, early stopping and the one slope for all campaigns each leave some
 * campaigns a tenth too high or too low, although a thousand clicks tell their level to 3 %. A
 * campaign with observed clicks O and predicted clicks P gets {@code ln((O + k) / (P + k))} in
 * log-odds, k being {@value #PRIOR}, so a campaign with few clicks hardly moves. Click rates are
 * small, so a rate's log-odds and its logarithm move alike. Outcomes that follow a click are not as
 * rare, so for them the shift is the difference of the log-odds themselves.
 */
final class CampaignLevels {

  private static final double PRIOR = 50.0;

  private CampaignLevels() {}

  /**
   * Returns the shifts by campaign bucket; they are added to logits before calibration.
   *
   * @param logits logits of all rows
   * @param fitted row numbers of the rows over which outcomes are counted
   */
  static Map<Integer, Double> shifts(
      EncodedExamples rows,
      Objective objective,
      double[] logits,
      int[] fitted,
      Calibration calibration) {
    FeaturePlace place = EncodedExamples.CAMPAIGN;
    Map<Integer, double[]> sums = new HashMap<>();
    for (int row : fitted) {
      double[] sum = sums.computeIfAbsent(rows.bucket(row, place), bucket -> new double[3]);
      sum[0] += rows.reached(objective, row) ? 1.0 : 0.0;
      sum[1] += calibration.probability(logits[row]);
      sum[2] += 1.0;
    }
    Map<Integer, Double> shifts = new HashMap<>();
    sums.forEach(
        (bucket, sum) -> {
          double shift = Math.log((sum[0] + PRIOR) / (sum[1] + PRIOR));
          if (objective != Objective.CLICK) {
            shift -= Math.log((sum[2] - sum[0] + PRIOR) / (sum[2] - sum[1] + PRIOR));
          }
          // Calibration later multiplies the logit, and the shift in it, by the slope.
          shifts.put(bucket, shift / calibration.slope());
        });
    return shifts;
  }

  /** Adds each row's shift to its logit. */
  static void apply(Map<Integer, Double> shifts, EncodedExamples rows, double[] logits) {
    FeaturePlace place = EncodedExamples.CAMPAIGN;
    for (int row = 0; row < logits.length; row++) {
      logits[row] += shifts.getOrDefault(rows.bucket(row, place), 0.0);
    }
  }
}
