package io.paceline.deploy.exchange;

import io.paceline.simulator.exchange.Opportunity;
import java.util.BitSet;

/**
 * A request that waits for answers: which impressions are not answered yet, and when it was due and
 * expires. One thread sends it, another one takes its answers; a concurrent map hands it over.
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

  /** True once {@code tmax} has passed, after which the exchange does not wait any more. */
  boolean isExpired(long nowNanos) {
    return nowNanos - expiresNanos > 0;
  }

  /**
   * Notes the answer to an imp. Returns the position of the imp, or -1 where it is unknown or was
   * answered before.
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

  /** Notes that the job gave an impression of this request up instead of deciding on it. */
  void refusedUnscored() {
    decided = false;
  }

  /** False where the job gave an impression up instead of deciding on it. */
  boolean isDecided() {
    return decided;
  }

  boolean isComplete() {
    return missing == 0;
  }
}
