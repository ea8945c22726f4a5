package io.paceline.core.spend;

import io.paceline.core.pacing.CapCounts;
import io.paceline.core.pacing.PacingState;

/**
 * What the spend controller remembers of a budget beside its ledger.
 *
 * @param pacing the law's state without its memory, which is kept apart; null before the first tick
 *     of a flight
 * @param periodStartMillis the ledger's key of the period for which the law's state stands
 * @param push allocation's push, 0.5 to 2
 * @param tickedAtMillis campaign time of the last tick
 * @param recent how the last while's auctions went
 * @param caps what frequency caps ever kept out
 */
public record BudgetState(
    PacingState pacing,
    long periodStartMillis,
    double push,
    long tickedAtMillis,
    RecentAuctions recent,
    CapCounts caps) {

  /** Before the first tick. */
  public static final BudgetState NEW =
      new BudgetState(null, 0, 1.0, 0, RecentAuctions.NONE, CapCounts.NONE);

  /** State of before these were counted restores as null. */
  public BudgetState {
    caps = caps == null ? CapCounts.NONE : caps;
  }

  BudgetState with(CapCounts more) {
    return new BudgetState(
        pacing, periodStartMillis, push, tickedAtMillis, recent, caps.plus(more));
  }
}
