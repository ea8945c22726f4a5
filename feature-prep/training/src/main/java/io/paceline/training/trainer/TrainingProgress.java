package io.paceline.training.trainer;

/**
 * Where training stands, some twenty times an epoch and at its end.
 *
 * @param epoch counted from 1
 * @param maxEpochs epochs that there are at most
 * @param epochShare share of this epoch's rows that were met, 0 to 1; 1 once it was judged as well
 * @param loss mean log-loss over this epoch's training rows so far, as they were met
 * @param heldOutLogLoss mean log-loss over the rows that decide when to stop; NaN before the
 *     epoch's end
 * @param heldOutAuc area under the ROC curve over the same rows; NaN likewise
 * @param rowsPerSecond training rows per second of this epoch
 * @param secondsLeft until the last epoch is met, at this pace; early stopping makes it less
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

  /** Whether the epoch was met whole and judged. */
  public boolean isEpochsEnd() {
    return epochShare >= 1.0;
  }
}
