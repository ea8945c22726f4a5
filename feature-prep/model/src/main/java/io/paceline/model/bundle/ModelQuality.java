package io.paceline.model.bundle;

import java.util.List;

/**
 * How good a model's click predictions are.
 *
 * @param auc area under the ROC curve: 0.5 for a guess, and also (never NaN) where only one outcome
 *     occurs
 * @param logLoss mean log-loss, natural logarithm
 * @param calibrationRatio sum of predicted probabilities over observed clicks; 1 is perfect, 0
 *     where nobody clicked
 * @param rows rows of the whole log
 * @param clicks clicks of the whole log
 * @param heldOutRows rows on which {@code auc}, {@code logLoss} and {@code calibrationRatio} were
 *     measured; neither training, early stopping nor calibration saw them
 * @param campaigns quality per campaign, campaigns with most clicks in the log first
 */
public record ModelQuality(
    double auc,
    double logLoss,
    double calibrationRatio,
    long rows,
    long clicks,
    long heldOutRows,
    List<CampaignQuality> campaigns) {

  /** The list is copied. */
  public ModelQuality {
    campaigns = List.copyOf(campaigns);
  }
}
