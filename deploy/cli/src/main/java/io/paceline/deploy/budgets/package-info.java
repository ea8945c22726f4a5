/**
 * The command {@code budgets}: writes adjustments of a budget's spend, and lists what became of
 * them. What may be adjusted is decided in {@code io.paceline.core.spend}, by the running job.
 * Start reading at {@link BudgetsCommand}, then {@link AdjustmentBook}.
 */
@NullMarked
package io.paceline.deploy.budgets;

import org.jspecify.annotations.NullMarked;
