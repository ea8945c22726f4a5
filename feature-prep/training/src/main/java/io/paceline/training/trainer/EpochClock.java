package io.paceline.training.trainer;

/** How far an epoch is and how long the rest takes. */
final class EpochClock {

  private static final int REPORTS_PER_EPOCH = 20;

  private final int epoch;
  private final int maxEpochs;
  private final int rows;
  private final long startNanos = System.nanoTime();
  private int met;
  private int reports;
  private double loss;

  /** Starts now; {@code rows} of the epoch are still to be met. */
  EpochClock(int epoch, int maxEpochs, int rows) {
    this.epoch = epoch;
    this.maxEpochs = maxEpochs;
    this.rows = rows;
  }

  /** So many more rows were met with that summed loss; whether it is time to say so. */
  boolean met(int batchRows, double summedLoss) {
    met += batchRows;
    loss += summedLoss;
    if ((long) met * REPORTS_PER_EPOCH < (reports + 1L) * rows || met + batchRows > rows) {
      return false;
    }
    reports++;
    return true;
  }

  TrainingProgress underWay() {
    return progress((double) met / rows, Double.NaN, Double.NaN);
  }

  TrainingProgress atEnd(double heldOutLogLoss, double heldOutAuc) {
    return progress(1.0, heldOutLogLoss, heldOutAuc);
  }

  private TrainingProgress progress(double share, double heldOutLogLoss, double heldOutAuc) {
    double rowsPerSecond = met / ((System.nanoTime() - startNanos) / 1e9);
    double rowsLeft = (maxEpochs - epoch + 1.0 - share) * rows;
    return new TrainingProgress(
        epoch,
        maxEpochs,
        share,
        loss / met,
        heldOutLogLoss,
        heldOutAuc,
        rowsPerSecond,
        rowsLeft / rowsPerSecond);
  }
}
