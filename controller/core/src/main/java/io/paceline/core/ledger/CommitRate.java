package io.paceline.core.ledger;

/**
 * Bounds what a crash can forget: a token bucket over gross commitments (reservations made,
 * whatever becomes of them) in wall time.
 *
 * <p>Let a checkpoint's barrier be at {@code b}, holding {@code tokens} and the rates. Until any
 * later restore at {@code t} the budget commits at most {@code tokens + rate × (t − b)}: the bucket
 * refills with the rate, a raised rate waits until a checkpoint that holds it has completed, and a
 * restore empties the bucket, so that a second crash on the same checkpoint is covered as well.
 *
 * @param microsPerSecond rate in force, micros per wall second; 0 for a budget that no completed
 *     checkpoint holds yet
 * @param pendingMicrosPerSecond rate that takes effect after a checkpoint, equal to the rate in
 *     force where none waits
 * @param pendingAfterCheckpoint id of the last checkpoint that does not hold the pending rate
 * @param tokensMicros what may be committed at once
 * @param refilledAtMillis wall time of the last refill
 */
public record CommitRate(
    long microsPerSecond,
    long pendingMicrosPerSecond,
    long pendingAfterCheckpoint,
    long tokensMicros,
    long refilledAtMillis) {

  /** Seconds of the rate that the bucket holds at most: bids come in bursts. */
  private static final long BURST_SECONDS = 2;

  static final CommitRate NONE = new CommitRate(0, 0, 0, 0, 0);

  /**
   * The same bucket with a rate that must first be checkpointed; a lower rate is in force at once.
   */
  CommitRate request(long newMicrosPerSecond, long lastCheckpoint) {
    if (newMicrosPerSecond <= microsPerSecond) {
      return new CommitRate(
          newMicrosPerSecond,
          newMicrosPerSecond,
          0,
          Math.min(tokensMicros, newMicrosPerSecond * BURST_SECONDS),
          refilledAtMillis);
    }
    if (newMicrosPerSecond == pendingMicrosPerSecond) {
      return this;
    }
    return new CommitRate(
        microsPerSecond, newMicrosPerSecond, lastCheckpoint, tokensMicros, refilledAtMillis);
  }

  /**
   * The bucket at {@code nowMillis}, with the pending rate in force where a checkpoint that holds
   * it has completed.
   */
  CommitRate at(long nowMillis, long completedCheckpoint) {
    long elapsed = Math.max(0, nowMillis - refilledAtMillis);
    long rate = microsPerSecond;
    long tokens = refilled(rate, elapsed);
    if (pendingMicrosPerSecond != rate && completedCheckpoint > pendingAfterCheckpoint) {
      rate = pendingMicrosPerSecond;
    }
    return new CommitRate(
        rate,
        pendingMicrosPerSecond,
        pendingAfterCheckpoint,
        tokens,
        Math.max(refilledAtMillis, nowMillis));
  }

  private long refilled(long rate, long elapsedMillis) {
    double full = (double) rate * BURST_SECONDS;
    double refilled = tokensMicros + rate * (elapsedMillis / 1_000.0);
    return (long) Math.min(full, refilled);
  }

  CommitRate spend(long micros) {
    return new CommitRate(
        microsPerSecond,
        pendingMicrosPerSecond,
        pendingAfterCheckpoint,
        tokensMicros - micros,
        refilledAtMillis);
  }

  /** The most that was committed since the barrier, as seen by a restore at {@code nowMillis}. */
  long forgottenMicros(long barrierMillis, long nowMillis) {
    long atBarrier = refilled(microsPerSecond, Math.max(0, barrierMillis - refilledAtMillis));
    double fastest = Math.max(microsPerSecond, pendingMicrosPerSecond);
    double seconds = Math.max(0, nowMillis - barrierMillis) / 1_000.0;
    return atBarrier + (long) Math.ceil(fastest * seconds);
  }

  /** After a restore: what the checkpoint holds is in force, the bucket is empty. */
  CommitRate restored(long nowMillis) {
    return new CommitRate(pendingMicrosPerSecond, pendingMicrosPerSecond, 0, 0, nowMillis);
  }
}
