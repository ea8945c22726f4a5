package io.paceline.job.eligibility;

/**
 * Estimates how long requests of this task now wait for their scores. When the machine is
 * overloaded, every request has already waited as long as the margin permits when the job takes it
 * up. If it then waits for its score longer than the margin, its answer is too late and the work
 * was wasted. The margin is therefore extended by this estimate.
 *
 * <p>The estimate stays near the longest waits: a longer wait raises it by a quarter of the
 * difference, a shorter one lowers it by a 256th.
 *
 * <p>The operator that reads the estimate and the one that updates it are chained. They open on the
 * same thread of the task and so share the instance. The threads that answer requests write the
 * estimate, and the task reads it.
 */
public final class ScoringDelay {

  private static final int RISE = 4;
  private static final int FALL = 256;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private static final ThreadLocal<ScoringDelay> OF_TASK =
      ThreadLocal.withInitial(ScoringDelay::new);

  private volatile long nanos;

  /** The instance of the calling task. */
  public static ScoringDelay ofThisTask() {
    return OF_TASK.get();
  }

  /** Resets the estimate, because the task's thread may have served another job before. */
  public void clear() {
    nanos = 0;
  }

  /**
   * Takes in how long a request has waited. If two threads call this at the same time, one of the
   * two values may be lost.
   */
  public void waited(long waitedNanos) {
    long known = nanos;
    long difference = waitedNanos - known;
    nanos = known + difference / (difference > 0 ? RISE : FALL);
  }

  /** The estimate in milliseconds, rounded up. */
  public long millis() {
    return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }
}
