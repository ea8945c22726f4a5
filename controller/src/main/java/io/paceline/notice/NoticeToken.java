package io.paceline.notice;

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
    boolean test) {}
