package io.paceline.core.eligibility;

/**
 * Estimates how long requests wait for their scores at present. When the machine is overloaded,
 * requests queue so long that little more than the margin is left when the job takes one up. If the
 * request then waits for its score longer than the margin, its answer is too late and the work was
 * wasted. {@link DeadlinePolicy} therefore extends the margin by this estimate.
 *
 * <p>The estimate stays near the longest waits: a longer wait raises it by a quarter of the
 * difference, a shorter one lowers it by a 256th.
 *
 * <p>Several threads may write and read the estimate.
 */
public final class ScoringDelay {

  private static final int RISE = 4;
  private static final int FALL = 256;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private volatile long nanos;

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
