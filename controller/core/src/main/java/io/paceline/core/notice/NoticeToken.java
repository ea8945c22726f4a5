package io.paceline.core.notice;

/**
 * Everything that the readers of a notice need to know of its bid. The notice's URL carries the
 * token, so that nothing has to be looked up.
 *
 * @param bidId id of the bid
 * @param campaignId id of the bid's campaign
 * @param budgetId id of the campaign's budget, the key of the ledger
 * @param periodStartMillis start of the bid's budget period, campaign time
 * @param bidMicros price of the bid, micros per impression
 * @param bidAtMillis wall time of the bid
 * @param exchange name of the exchange that got the bid
 * @param site domain of the site, or the app's bundle or domain; null where unknown
 * @param userKey hashed user key, or null where the user cannot or may not be recognised
 * @param test true for test traffic, which is never booked as spend
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
