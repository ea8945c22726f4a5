package io.paceline.model.bundle;

/**
 * How good the predictions for one campaign are, on rows that neither training, early stopping nor
 * calibration saw.
 *
 * @param campaignId the campaign
 * @param logClicks its clicks in the whole log: how much there was to learn from
 * @param rows its held-out rows
 * @param clicks observed on them
 * @param predictedClicks sum of the probabilities predicted for them
 * @param auc area under its own ROC curve, 0.5 where only one outcome occurs
 * @param logLoss mean log-loss of its held-out rows, natural logarithm
 */
public record CampaignQuality(
    String campaignId,
    long logClicks,
    long rows,
    long clicks,
    double predictedClicks,
    double auc,
    double logLoss) {

  /** Predicted over observed clicks; 1 is perfect, 0 where nobody clicked. */
  public double calibrationRatio() {
    return clicks == 0 ? 0.0 : predictedClicks / clicks;
  }
}
