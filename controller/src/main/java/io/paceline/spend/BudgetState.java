package io.paceline.spend;

import io.paceline.pacing.PacingState;

/**
 * What the spend controller remembers of a budget beside its ledger.
 *
 * @param pacing the law's state without its memory, which is kept apart; null before the first tick
 *     of a flight
 * @param periodStartMillis the ledger's key of the period for which the law's state stands
 * @param push allocation's push, 0.5 to 2
 * @param tickedAtMillis campaign time of the last tick
 * @param recent how the last while's auctions went
 */
public record BudgetState(
    PacingState pacing,
    long periodStartMillis,
    double push,
    long tickedAtMillis,
    RecentAuctions recent) {

  /** Before the first tick. */
  public static final BudgetState NEW = new BudgetState(null, 0, 1.0, 0, RecentAuctions.NONE);
}
