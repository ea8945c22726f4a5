package io.paceline.training.trainer;

/** Tracks how far an epoch has come and estimates how long the rest of the training takes. */
final class EpochClock {

  private static final int REPORTS_PER_EPOCH = 20;

  private final int epoch;
  private final int maxEpochs;
  private final int rows;
  private final long startNanos = System.nanoTime();
  private int rowsPassed;
  private int reports;
  private double loss;

  /** Starts the clock now for an epoch of {@code rows} rows. */
  EpochClock(int epoch, int maxEpochs, int rows) {
    this.epoch = epoch;
    this.maxEpochs = maxEpochs;
    this.rows = rows;
  }

  /** Counts a batch of rows with its summed loss; returns true where a progress report is due. */
  boolean passed(int batchRows, double summedLoss) {
    rowsPassed += batchRows;
    loss += summedLoss;
    if ((long) rowsPassed * REPORTS_PER_EPOCH < (reports + 1L) * rows
        || rowsPassed + batchRows > rows) {
      return false;
    }
    reports++;
    return true;
  }

  TrainingProgress underWay() {
    return progress((double) rowsPassed / rows, Double.NaN, Double.NaN);
  }

  TrainingProgress atEnd(double heldOutLogLoss, double heldOutAuc) {
    return progress(1.0, heldOutLogLoss, heldOutAuc);
  }

  private TrainingProgress progress(double share, double heldOutLogLoss, double heldOutAuc) {
    double rowsPerSecond = rowsPassed / ((System.nanoTime() - startNanos) / 1e9);
    double rowsLeft = (maxEpochs - epoch + 1.0 - share) * rows;
    return new TrainingProgress(
        epoch,
        maxEpochs,
        share,
        loss / rowsPassed,
        heldOutLogLoss,
        heldOutAuc,
        rowsPerSecond,
        rowsLeft / rowsPerSecond);
  }
}
