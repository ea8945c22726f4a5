package io.paceline.core.notice;

/**
 * All that the readers of a notice need, carried in the notice's URL, so that nothing has to be
 * looked up.
 *
 * @param bidId the bid
 * @param campaignId its campaign
 * @param budgetId key of the ledger
 * @param periodStartMillis budget period of the bid, campaign time
 * @param bidMicros what was bid, micros per impression
 * @param bidAtMillis wall time of the bid
 * @param exchange where it was made
 * @param site domain of the page, or null
 * @param userKey hashed user key, or null where the user may not be recognised
 * @param test never spend
 * @param category main category of the site, or null
 */
public record NoticeToken(
    String bidId,
    String campaignId,
    String budgetId,
    long periodStartMillis,
    long bidMicros,
    long bidAtMillis,
    String exchange,
    String site,
    String userKey,
    boolean test,
    String category) {

  /** A token of a bid on a site without a category. */
  public NoticeToken(
      String bidId,
      String campaignId,
      String budgetId,
      long periodStartMillis,
      long bidMicros,
      long bidAtMillis,
      String exchange,
      String site,
      String userKey,
      boolean test) {
    this(
        bidId,
        campaignId,
        budgetId,
        periodStartMillis,
        bidMicros,
        bidAtMillis,
        exchange,
        site,
        userKey,
        test,
        null);
  }
}
