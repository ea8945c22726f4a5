package io.paceline.core.notice;

import org.jspecify.annotations.Nullable;

/**
 * What a person adds to a budget's spend, or takes back from it, because no notice and no report
 * tells of it: a credit for fraud, for example, an invoice that was settled for another amount, or
 * the spend of days whose records were lost.
 *
 * @param id names the adjustment among those of its budget; it has no slash. The adjustment is
 *     booked once, however often its record is read
 * @param budgetId the budget
 * @param campaignId a campaign that spends the budget
 * @param day local day in the campaign's time zone whose spend changes, as {@code 2026-03-01}; null
 *     where the spend of the flight changes, but that of no single day
 * @param amountMicros what is added to the spend, micros; negative where it is taken back, never 0
 * @param reason why, for people
 * @param author who decided it, for people
 */
public record Adjustment(
    String id,
    String budgetId,
    String campaignId,
    @Nullable String day,
    long amountMicros,
    String reason,
    String author) {

  /** Stands between the parts of {@link #key}. */
  static final String SLASH = "/";

  /**
   * The key of the adjustment's records in topics: budget and id. With the id alone as key,
   * adjustments of two budgets that have the same id would replace each other in compacted topics.
   */
  public String key() {
    return budgetId + SLASH + id;
  }
}
