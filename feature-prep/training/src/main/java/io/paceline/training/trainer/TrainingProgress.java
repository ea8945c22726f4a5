package io.paceline.training.trainer;

/**
 * Where training stands; reported some twenty times an epoch and at its end.
 *
 * @param epoch counted from 1
 * @param maxEpochs the largest number of epochs
 * @param epochShare share of this epoch's rows that training has passed, 0 to 1; 1 only after the
 *     epoch was judged on held-out rows
 * @param loss mean log-loss over this epoch's training rows so far, summed over all heads; for each
 *     row the loss before the step that used it
 * @param heldOutLogLoss mean log-loss of the click predictions over the rows that decide when to
 *     stop; NaN before the epoch's end
 * @param heldOutAuc area under the ROC curve over the same rows; NaN likewise
 * @param rowsPerSecond training rows per second of this epoch
 * @param secondsLeft seconds until the last epoch ends at this pace; early stopping ends sooner
 */
public record TrainingProgress(
    int epoch,
    int maxEpochs,
    double epochShare,
    double loss,
    double heldOutLogLoss,
    double heldOutAuc,
    double rowsPerSecond,
    double secondsLeft) {

  /** Whether the epoch is complete and was judged on held-out rows. */
  public boolean isEpochsEnd() {
    return epochShare >= 1.0;
  }
}
