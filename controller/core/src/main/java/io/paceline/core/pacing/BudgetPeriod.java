package io.paceline.core.pacing;

/**
 * One period of a budget: a day in the campaign's time zone, or the whole flight where no daily
 * budget is set.
 *
 * @param key names the period in the ledger and in notices: the first instant of its local day,
 *     campaign time, or {@link #FLIGHT} for a whole flight. The period's start is no key, because
 *     an edit of the flight can move it, and what was spent would then stand under another key
 * @param startMillis first instant of the period, campaign time
 * @param endMillis first instant after the period, campaign time
 * @param budgetMicros what may be spent in the period, micros
 */
public record BudgetPeriod(long key, long startMillis, long endMillis, long budgetMicros) {

  /** The key of the period that is a whole flight. */
  public static final long FLIGHT = 0;
}
