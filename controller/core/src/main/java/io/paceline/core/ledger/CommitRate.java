package io.paceline.core.ledger;

import io.paceline.core.money.Micros;

/**
 * Bounds the money in bids that a crash can forget, by a token bucket in wall time. The bucket
 * counts gross commitments: every reservation counts, whatever becomes of its bid.
 *
 * <p>Suppose that the barrier of the latest checkpoint passes at {@code b}. The checkpoint holds
 * the tokens and the two rates; the higher of the two is {@code rate}. From {@code b} until a
 * restore of this checkpoint at {@code t}, the budget commits at most {@code tokens + rate × (t −
 * b)}: the bucket refills no faster than {@code rate}, and a higher rate takes effect only when a
 * checkpoint that holds it has completed. The restore empties the bucket, so that a second crash
 * and restore from the same checkpoint is covered as well.
 *
 * @param microsPerSecond rate in force, micros per wall second; 0 while no completed checkpoint
 *     holds the budget
 * @param pendingMicrosPerSecond rate that takes effect after a checkpoint, micros per wall second;
 *     equal to the rate in force when no raise is pending
 * @param pendingAfterCheckpoint id of the last checkpoint that does not hold the pending rate; this
 *     rate takes effect when a later checkpoint has completed
 * @param tokensMicros what may be committed at once
 * @param refilledAtMillis wall time of the last refill
 */
public record CommitRate(
    long microsPerSecond,
    long pendingMicrosPerSecond,
    long pendingAfterCheckpoint,
    long tokensMicros,
    long refilledAtMillis) {

  /** A full bucket holds the commitments of this many seconds, because bids come in bursts. */
  private static final long BURST_SECONDS = 2;

  static final CommitRate NONE = new CommitRate(0, 0, 0, 0, 0);

  /**
   * The bucket after a request for another rate. A lower rate is in force at once; a higher one
   * must first be in a completed checkpoint.
   */
  CommitRate request(long newMicrosPerSecond, long lastCheckpoint) {
    if (newMicrosPerSecond <= microsPerSecond) {
      return new CommitRate(
          newMicrosPerSecond,
          newMicrosPerSecond,
          0,
          Math.min(tokensMicros, Micros.times(newMicrosPerSecond, BURST_SECONDS)),
          refilledAtMillis);
    }
    if (newMicrosPerSecond == pendingMicrosPerSecond) {
      return this;
    }
    return new CommitRate(
        microsPerSecond, newMicrosPerSecond, lastCheckpoint, tokensMicros, refilledAtMillis);
  }

  /**
   * The bucket, refilled up to {@code nowMillis}. The pending rate comes into force if a checkpoint
   * that holds it has completed.
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

  /**
   * The most that the budget can have committed between the restored checkpoint's barrier and a
   * restore at {@code nowMillis}.
   */
  long forgottenMicros(long barrierMillis, long nowMillis) {
    long atBarrier = refilled(microsPerSecond, Math.max(0, barrierMillis - refilledAtMillis));
    double seconds = Math.max(0, nowMillis - barrierMillis) / 1_000.0;
    return Micros.plus(atBarrier, (long) Math.ceil(fastestMicrosPerSecond() * seconds));
  }

  /**
   * The highest rate that the restored checkpoint knows, micros per wall second: the pending one
   * may have come into force after it.
   */
  long fastestMicrosPerSecond() {
    return Math.max(microsPerSecond, pendingMicrosPerSecond);
  }

  /**
   * The bucket after a restore: it is empty, and the pending rate is in force, because the restored
   * checkpoint holds it.
   */
  CommitRate restored(long nowMillis) {
    return new CommitRate(pendingMicrosPerSecond, pendingMicrosPerSecond, 0, 0, nowMillis);
  }
}
