package io.paceline.core.openrtb;

/**
 * The answer to one impression: a bid, or the reason why there is none. Exactly one of {@code bid}
 * and {@code reason} is null.
 *
 * @param requestId the exchange's request id
 * @param impId id of the impression
 * @param impCount number of impressions in the request, so that a reader knows when the answer to
 *     the request is complete
 * @param exchange name of the exchange that gets the answer
 * @param receivedAtMillis wall time at which the request was received
 * @param test true for test traffic, which is never booked as spend
 * @param bid the bid, null for a no-bid
 * @param reason why there is no bid, null for a bid
 * @param modelVersion version of the bundle that scored the request, null where a no-bid was
 *     decided before scoring
 */
public record Decision(
    String requestId,
    String impId,
    int impCount,
    String exchange,
    long receivedAtMillis,
    boolean test,
    Bid bid,
    NoBidReason reason,
    String modelVersion) {}
