package io.paceline.core.exchange;

/**
 * A budget that bids at an exchange; see {@link ExchangeWatch#dayMicros}.
 *
 * @param dayMicros the exchange's share of what the budget may spend in a day, micros
 * @param atMillis wall time of the latest bid that told the watch of the budget
 */
public record BiddingBudget(long dayMicros, long atMillis) {

  /** What one of its bids tells. */
  public static BiddingBudget of(BillingEvidence bid) {
    return new BiddingBudget(bid.micros(), bid.atMillis());
  }

  /** True where it has not bid within the window, and counts no more. */
  public boolean isPast(long nowMillis, HaltRule rule) {
    return atMillis <= nowMillis - rule.windowMillis();
  }
}
