package io.paceline.core.spend;

import io.paceline.core.pacing.CapCounts;
import io.paceline.core.pacing.PacingState;
import org.jspecify.annotations.Nullable;

/**
 * What the spend controller remembers of a budget in addition to its ledger.
 *
 * @param pacing the pacing law's state without {@link PacingState#memory}, which is kept apart;
 *     null before the budget's first tick
 * @param periodKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the period to which the
 *     law's state belongs
 * @param push allocation's push, 0.5 to 2
 * @param tickedAtMillis campaign time of the last tick
 * @param recent how the auctions of the last full window went
 * @param caps what frequency caps have admitted and kept out so far
 */
public record BudgetState(
    @Nullable PacingState pacing,
    long periodKey,
    double push,
    long tickedAtMillis,
    RecentAuctions recent,
    CapCounts caps) {

  /** The state before the first tick. */
  public static final BudgetState NEW =
      new BudgetState(null, 0, 1.0, 0, RecentAuctions.NONE, CapCounts.NONE);

  BudgetState with(CapCounts more) {
    return new BudgetState(pacing, periodKey, push, tickedAtMillis, recent, caps.plus(more));
  }
}
