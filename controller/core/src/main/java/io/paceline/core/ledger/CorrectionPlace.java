package io.paceline.core.ledger;

/**
 * The periods of the budget in which the correction of an exchange's report is booked.
 *
 * <p>Where the exchange's days begin at another hour than the budget's, a reported day covers parts
 * of two or more of the budget's days. Nothing tells on which of them the bids were made whose
 * notices were lost, or whose money the exchange gives back. What is missing counts on the last of
 * these days, and what is taken back on the first. So no day may spend more than its cap, whichever
 * of them the bids belong to.
 *
 * @param missingKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the period in which spend
 *     is booked whose notices were lost
 * @param takenBackKey the same for spend that a final report takes back
 */
public record CorrectionPlace(long missingKey, long takenBackKey) {

  /** The place of the corrections of a scope that lies within one period. */
  public static CorrectionPlace in(long periodKey) {
    return new CorrectionPlace(periodKey, periodKey);
  }

  /** The key of the period in which this correction is booked. */
  long of(long correctionMicros) {
    return correctionMicros >= 0 ? missingKey : takenBackKey;
  }
}
