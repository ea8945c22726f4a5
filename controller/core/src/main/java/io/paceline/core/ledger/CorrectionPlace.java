package io.paceline.core.ledger;

/**
 * The periods of the budget in which the correction of an exchange's report is booked. They are two
 * where the reported day begins at another hour than the budget's days and so covers parts of two
 * of these: nothing tells on which of them the bids were made whose notices were lost, or whose
 * money the exchange gives back. What is missing counts on the last of them, and what is taken back
 * on the first, so that the running day never gets more money than it has, whichever day it was.
 *
 * @param missingKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the period in which spend
 *     is booked whose notices were lost
 * @param takenBackKey the same for spend that a final report takes back
 */
public record CorrectionPlace(long missingKey, long takenBackKey) {

  /** The place of all corrections of a scope that lies in one period. */
  public static CorrectionPlace in(long periodKey) {
    return new CorrectionPlace(periodKey, periodKey);
  }

  /** The period in which a correction is booked, by whether it adds to the spend. */
  long of(long correctionMicros) {
    return correctionMicros >= 0 ? missingKey : takenBackKey;
  }
}
