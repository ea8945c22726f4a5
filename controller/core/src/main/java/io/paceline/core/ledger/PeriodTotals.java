package io.paceline.core.ledger;

/**
 * Sums of one budget period, micros.
 *
 * @param billedMicros debited
 * @param wonMicros prices of wins not yet billed
 * @param heldMicros reservations of open bids and of wins not yet billed
 * @param impressions impressions billed, or won and not yet billed
 */
public record PeriodTotals(long billedMicros, long wonMicros, long heldMicros, long impressions) {

  static final PeriodTotals EMPTY = new PeriodTotals(0, 0, 0, 0);

  PeriodTotals plus(long billed, long won, long held, long imps) {
    return new PeriodTotals(
        Math.addExact(billedMicros, billed),
        Math.addExact(wonMicros, won),
        Math.addExact(heldMicros, held),
        impressions + imps);
  }

  /** What pacing calls spend: money billed, and prices of wins not yet billed. */
  public long spendMicros() {
    return billedMicros + wonMicros;
  }
}
