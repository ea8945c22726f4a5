package io.paceline.core.openrtb;

/**
 * A bid response of Paceline as an exchange reads it: the answer to one impression of a request.
 *
 * @param requestId id of the request
 * @param impId id of the impression
 * @param impCount number of impressions in the request; the answer to the request is complete after
 *     so many responses
 * @param nbr OpenRTB's no-bid reason code, 0 for a bid
 * @param reason why there is no bid, null for a bid; for a no-bid all components from {@code bidId}
 *     to {@code clickUrl} are null or 0
 * @param bidId id of the bid
 * @param priceMicros micros of {@code cur} per impression
 * @param cur currency of the price
 * @param seat Paceline's seat at the exchange
 * @param cid campaign id
 * @param crid creative id
 * @param adomain the advertiser's domain
 * @param w width of the creative
 * @param h height of the creative
 * @param expSeconds how long after the auction the exchange may still bill
 * @param adm the creative's HTML
 * @param nurl address of the win notice, with macros
 * @param burl address of the billing notice, with macros
 * @param lurl address of the loss notice, with macros
 * @param clickUrl address that a click on the creative calls, taken from {@code adm}
 * @param modelVersion version of the bundle that scored the request, null where the response states
 *     none
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
