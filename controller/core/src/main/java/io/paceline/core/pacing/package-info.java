/**
 * Plans how the budget of a period is spent over time, and calculates the multiplier that keeps the
 * spend on that plan.
 *
 * <p>A {@link BudgetPeriod} is a day in the campaign's time zone, or the whole flight; {@link
 * BudgetPeriods} says what may be spent in it, and {@link DayWorth} what earlier days left over.
 * {@link SpendPlan} says which share of its budget should be spent by now, and {@link PlanStart}
 * and {@link PlanProgress} adapt the plan to edits and to the traffic that really comes. A {@link
 * PacingLaw} takes its last {@link PacingState} and a {@link PacingObservation} of spend, plan and
 * auctions, and returns the next state: the multiplier (micros of value per unit of normalised
 * score) and the share of auctions to sit out. {@link PacingLaws} lists the laws by name: {@link
 * Resolving}, which paces budgets unless another law is chosen, {@link DualMirrorDescent}, and
 * {@link NoPacing}, which also serves the campaigns without a plan. A {@link PacingUpdate} (topic
 * {@code pacing-updates}, read and written by {@link PacingUpdateCodec}) tells the other steps
 * where a budget stands and how strong its {@link Push} in allocation is. This package has no clock
 * and no store, and it uses neither notices nor the ledger: {@code spend} makes the observations
 * and keeps the states. Start with {@link PacingLaw} and {@link Resolving}, then read {@link
 * SpendPlan}.
 */
@NullMarked
package io.paceline.core.pacing;

import org.jspecify.annotations.NullMarked;
