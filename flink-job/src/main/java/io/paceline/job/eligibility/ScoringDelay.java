package io.paceline.job.eligibility;

/**
 * How long requests of this task wait for their scores now. Under more load than the machine
 * carries every request is as old as a request may be when it is taken up; what then waits longer
 * than the margin is answered too late, and the work was for nothing. So the margin grows by this.
 *
 * <p>An estimate near the longest waits: it follows a longer one by a quarter of the difference, a
 * shorter one by a 256th.
 *
 * <p>The operator that reads it and the one that fills it are chained, so they share the task's
 * thread when they open, and with it the instance. Written by the threads that answer, read by the
 * task.
 */
public final class ScoringDelay {

  private static final int RISE = 4;
  private static final int FALL = 256;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private static final ThreadLocal<ScoringDelay> OF_TASK =
      ThreadLocal.withInitial(ScoringDelay::new);

  private volatile long nanos;

  /** The instance of the task that calls. */
  public static ScoringDelay ofThisTask() {
    return OF_TASK.get();
  }

  /** Starts anew: a task thread may have served another job before. */
  public void clear() {
    nanos = 0;
  }

  /** A request has waited. Two threads at once may lose one of their words. */
  public void waited(long waitedNanos) {
    long known = nanos;
    long difference = waitedNanos - known;
    nanos = known + difference / (difference > 0 ? RISE : FALL);
  }

  /** Milliseconds, rounded up. */
  public long millis() {
    return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }
}
