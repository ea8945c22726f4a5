package io.paceline.core.openrtb;

/**
 * The answer to one impression: a bid or the reason why there is none; exactly one of both is null.
 *
 * @param requestId the exchange's request id
 * @param impId the impression answered
 * @param impCount impressions in the request, so that a reader knows when the answer is whole
 * @param exchange where the answer goes
 * @param receivedAtMillis wall time of the request
 * @param test never spend
 * @param bid or null
 * @param reason or null
 * @param modelVersion version of the bundle that scored the request, null where none did: a no-bid
 *     may be decided before
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
