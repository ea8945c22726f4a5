package io.paceline.core.openrtb;

/**
 * The impression to which a bid or a no-bid replies, with all that ties the reply to its request.
 *
 * @param requestId the exchange's request id
 * @param impId id of the impression
 * @param impCount number of impressions in the request, so that a reader knows when the answer to
 *     the request is complete
 * @param exchange name of the exchange that gets the answer
 * @param receivedAtMillis wall time at which the request was received
 * @param test true for test traffic, which is never booked as spend
 */
public record AnsweredImp(
    String requestId,
    String impId,
    int impCount,
    String exchange,
    long receivedAtMillis,
    boolean test) {

  /**
   * An impression of a request.
   *
   * @param impIndex its position in the request, from 0
   */
  public static AnsweredImp of(BidRequest request, int impIndex) {
    return new AnsweredImp(
        request.id(),
        request.imps().get(impIndex).id(),
        request.imps().size(),
        request.exchange(),
        request.receivedAtMillis(),
        request.test());
  }
}
