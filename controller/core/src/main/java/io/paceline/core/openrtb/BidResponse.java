package io.paceline.core.openrtb;

/**
 * A bid response of Paceline as an exchange reads it: the answer to one impression of a request.
 *
 * @param requestId the request answered
 * @param impId the impression answered
 * @param impCount impressions in the request: its answer is whole with so many responses
 * @param nbr OpenRTB's no-bid reason code, 0 for a bid
 * @param reason why there is no bid, null for a bid; all that follows is null or 0 without a bid
 * @param bidId id of the bid
 * @param priceMicros micros of {@code cur} per impression
 * @param cur currency of the price
 * @param seat who bids
 * @param cid campaign id
 * @param crid creative id
 * @param adomain the advertiser's domain
 * @param w width of the creative
 * @param h height of the creative
 * @param expSeconds how long after the auction billing is still accepted
 * @param adm the creative's HTML
 * @param nurl win notice, with macros
 * @param burl billing notice, with macros
 * @param lurl loss notice, with macros
 * @param clickUrl where a click on the creative leads, taken from {@code adm}
 * @param modelVersion bundle that scored the request, null where none is told
 */
public record BidResponse(
    String requestId,
    String impId,
    int impCount,
    int nbr,
    NoBidReason reason,
    String bidId,
    long priceMicros,
    String cur,
    String seat,
    String cid,
    String crid,
    String adomain,
    int w,
    int h,
    int expSeconds,
    String adm,
    String nurl,
    String burl,
    String lurl,
    String clickUrl,
    String modelVersion) {

  /** True for a bid, false for a no-bid. */
  public boolean isBid() {
    return reason == null;
  }
}
