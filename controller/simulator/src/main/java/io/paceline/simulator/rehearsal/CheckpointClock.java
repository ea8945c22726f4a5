package io.paceline.simulator.rehearsal;

/**
 * When the rehearsed job takes checkpoints, and when they are complete. Times are wall
 * milliseconds.
 *
 * @param startMillis when the job starts, which counts as the barrier of checkpoint 0
 * @param intervalMillis time between the barriers of two checkpoints, positive
 */
record CheckpointClock(long startMillis, long intervalMillis) {

  /**
   * A checkpoint is complete when this part of the interval (a tenth) has passed since its barrier.
   */
  private static final int COMPLETED_AFTER = 10;

  /** Id of the latest checkpoint that has begun. */
  long latest(long now) {
    return (now - startMillis) / intervalMillis;
  }

  /** Id of the latest checkpoint that is complete. */
  long completed(long now) {
    long since = now - startMillis - intervalMillis / COMPLETED_AFTER;
    return Math.max(0, since / intervalMillis);
  }

  /** When the barrier of the latest checkpoint passed that is complete by then. */
  long completedBarrierMillis(long now) {
    return startMillis + completed(now) * intervalMillis;
  }
}
