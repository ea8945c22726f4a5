package io.paceline.core.notice;

import org.jspecify.annotations.Nullable;

/**
 * Everything that the readers of a notice need to know of its bid. The notice's URL carries the
 * token, so that nothing has to be looked up.
 *
 * @param bidId id of the bid
 * @param campaignId id of the bid's campaign
 * @param budgetId id of the campaign's budget, the key of the ledger
 * @param periodKey key of the budget period that pays for the bid: the first instant of a local
 *     day, campaign time, or 0 for a whole flight
 * @param bidMicros price of the bid, micros per impression
 * @param bidAtMillis wall time of the bid
 * @param exchange name of the exchange that got the bid
 * @param site domain of the site, or the app's bundle or domain; null where unknown
 * @param userKey hashed user key, or null where the user cannot or may not be recognised
 * @param test true for test traffic, which is never booked as spend
 * @param category main category of the site, or null where unknown
 */
public record NoticeToken(
    String bidId,
    String campaignId,
    String budgetId,
    long periodKey,
    long bidMicros,
    long bidAtMillis,
    String exchange,
    @Nullable String site,
    @Nullable String userKey,
    boolean test,
    @Nullable String category) {}
