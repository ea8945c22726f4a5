/**
 * The fourth and fifth step of a decision, keyed by budget: a proposed bid gets its price and its
 * money is held, and the budget learns from the notices and reports that come back.
 *
 * <p>Everything that concerns a budget comes in as {@link MoneyInput}: proposed bids, notices,
 * campaigns, the exchanges' spend reports, and what frequency caps kept out. Notices and spend
 * reports are decoded here. Decisions leave on the main output, and pacing updates, rows of the
 * training log and refused spend reports on side outputs. {@link KeyedBudgetStore} keeps a budget
 * in Flink's keyed state, {@link BudgetEnd} closes it once nothing can change it any more, and
 * {@link RestoreClock} knows which checkpoints exist, so that the ledger can bound what a crash
 * forgets. The package connects these to Flink's state and timers; the arithmetic of prices, holds
 * and multipliers is plain Java in {@code io.paceline.core.spend}, {@code io.paceline.core.ledger}
 * and {@code io.paceline.core.pacing}. Users' profiles, the choice of a campaign and the model do
 * not belong here. Start reading at {@link SpendControllerFunction}, then {@link KeyedBudgetStore}.
 */
@NullMarked
package io.paceline.job.spend;

import org.jspecify.annotations.NullMarked;
