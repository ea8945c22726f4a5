package io.paceline.core.pacing;

/**
 * One period of a budget: a day in the campaign's time zone, or the whole flight where no daily
 * budget is set.
 *
 * @param startMillis first instant, campaign time
 * @param endMillis first instant after it
 * @param budgetMicros what may be spent in it
 */
public record BudgetPeriod(long startMillis, long endMillis, long budgetMicros) {}
