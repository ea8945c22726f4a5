package io.paceline.job.scoring;

/**
 * Whether requests come so far apart that each is best scored on the thread on which it comes. To
 * wake another thread and to be woken by it takes as long as the score itself, so that is the
 * shorter way while there is time. Where requests come quickly, those that wait share a call of the
 * scoring thread, which costs a fraction.
 *
 * <p>A model that was slow of late is left to the scoring thread, whose requests have a timeout.
 * Both averages follow by a quarter of the difference.
 */
final class InlineScoring {

  private static final int MEMORY = 4;

  /** Calls for which there has to be time between two requests. */
  private static final int CALLS = 2;

  /** A longer silence counts as so many calls, so that the burst after it is noticed at once. */
  private static final int SILENCE_CALLS = 8;

  private long cameNanos;
  private long gapNanos;

  /** Written by whichever thread calls; 0 until the first call. */
  private volatile long callNanos;

  /**
   * A request has come, nothing of it is done yet.
   *
   * @param nowNanos of {@link System#nanoTime}
   * @return whether to score it right here
   */
  boolean scoresHere(long nowNanos) {
    long call = callNanos;
    long gap = Math.min(nowNanos - cameNanos, SILENCE_CALLS * call);
    cameNanos = nowNanos;
    gapNanos += (gap - gapNanos) / MEMORY;
    return call > 0 && gapNanos > CALLS * call;
  }

  /** A model call took so long, whatever it scored. */
  void called(long nanos) {
    long known = callNanos;
    callNanos = known == 0 ? nanos : known + (nanos - known) / MEMORY;
  }
}
