package io.paceline.core.eligibility;

import io.paceline.core.openrtb.BidRequest;

/**
 * Decides which requests are refused because too little of {@code tmax} is left at the first step.
 * An answer that would come too late helps nobody, and when the machine is overloaded it would make
 * the next answers late as well. A request is therefore refused before it costs anything.
 *
 * @param marginMillis how many milliseconds of {@code tmax} must be left for bidding and answering,
 *     in addition to the time that scoring takes at present
 */
public record DeadlinePolicy(long marginMillis) {

  /**
   * Whether a request comes too late to be decided. Margin and scoring together take at most half
   * of {@code tmax}, so that a request is not refused only because its {@code tmax} is short.
   *
   * @param nowMillis wall time
   * @param scoringMillis how long requests wait for their scores at present
   */
  public boolean isTooLate(BidRequest request, long nowMillis, long scoringMillis) {
    long tmax = request.deadlineMillis() - request.receivedAtMillis();
    long needed = Math.min(marginMillis + scoringMillis, tmax / 2);
    return nowMillis > request.deadlineMillis() - needed;
  }
}
