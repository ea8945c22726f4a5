package io.paceline.deploy.exchange;

import io.paceline.simulator.exchange.Opportunity;
import java.util.BitSet;

/**
 * A request on its way: who waits for what since when. Sent by one thread, answered by another,
 * handed over by a concurrent map.
 */
final class PendingRequest {

  private final Opportunity opportunity;
  private final long dueNanos;
  private final long expiresNanos;
  private final BitSet answered;
  private int missing;
  private boolean decided = true;

  PendingRequest(Opportunity opportunity, long dueNanos, long sentNanos) {
    this.opportunity = opportunity;
    this.dueNanos = dueNanos;
    this.expiresNanos = sentNanos + opportunity.request().tmaxMillis() * 1_000_000L;
    this.missing = opportunity.request().imps().size();
    this.answered = new BitSet(missing);
  }

  Opportunity opportunity() {
    return opportunity;
  }

  boolean isTest() {
    return opportunity.request().test();
  }

  /** Wall time since the request was due to be sent, whether or not it was sent late. */
  long latencyNanos(long nowNanos) {
    return nowNanos - dueNanos;
  }

  /** True once the exchange does not wait any more. */
  boolean isExpired(long nowNanos) {
    return nowNanos - expiresNanos > 0;
  }

  /**
   * Position of an imp that is answered for the first time, -1 where it is unknown or answered
   * already.
   */
  int take(String impId) {
    for (int i = 0; i < opportunity.request().imps().size(); i++) {
      if (opportunity.request().imps().get(i).id().equals(impId) && !answered.get(i)) {
        answered.set(i);
        missing--;
        return i;
      }
    }
    return -1;
  }

  /** An impression of it was refused before it was scored. */
  void refusedUnscored() {
    decided = false;
  }

  /** False where an impression was refused before it was scored, which costs little. */
  boolean isDecided() {
    return decided;
  }

  boolean isComplete() {
    return missing == 0;
  }
}
