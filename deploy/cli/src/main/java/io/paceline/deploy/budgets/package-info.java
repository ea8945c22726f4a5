/**
 * The command {@code budgets}: writes adjustments of a budget's spend, and lists what became of
 * them. The running job decides, by {@code io.paceline.core.spend}, which adjustments it books.
 * Start reading at {@link BudgetsCommand}, then {@link AdjustmentBook}.
 */
@NullMarked
package io.paceline.deploy.budgets;

import org.jspecify.annotations.NullMarked;
