package io.paceline.job.scoring;

/**
 * Decides for each request whether to score it on the operator's own thread or to leave it to the
 * scoring thread. To wake the scoring thread and to be woken by it takes as long as the score
 * itself, so the own thread is faster while requests come far apart. Where they come quickly, those
 * that wait share one call of the scoring thread, which costs a fraction per request.
 *
 * <p>Requests also go to the scoring thread where the model has become so slow that two calls take
 * longer than the gap between requests. There, requests have a timeout. The averages of gap and
 * call time move towards each new value by a quarter of the difference.
 */
final class InlineScoring {

  private static final int MEMORY = 4;

  /** The average gap between two requests must be longer than this many model calls take. */
  private static final int CALLS = 2;

  /**
   * A gap counts as at most the time of this many model calls, so that a burst after a long silence
   * is noticed within a few requests.
   */
  private static final int SILENCE_CALLS = 8;

  private long cameNanos;
  private long gapNanos;

  /**
   * Average time of a model call, nanoseconds; 0 until the first call. Each thread that calls the
   * model writes it.
   */
  private volatile long callNanos;

  /**
   * To be called when a request comes, before any work on it.
   *
   * @param nowNanos time by {@link io.paceline.core.clock.WallClock#nanos}
   * @return whether to score the request on the calling thread
   */
  boolean scoresHere(long nowNanos) {
    long call = callNanos;
    long gap = Math.min(nowNanos - cameNanos, SILENCE_CALLS * call);
    cameNanos = nowNanos;
    gapNanos += (gap - gapNanos) / MEMORY;
    return call > 0 && gapNanos > CALLS * call;
  }

  /** Takes in the duration of a model call, however many requests it scored. */
  void called(long nanos) {
    long known = callNanos;
    callNanos = known == 0 ? nanos : known + (nanos - known) / MEMORY;
  }
}
