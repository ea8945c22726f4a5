package io.paceline.core.openrtb;

import org.jspecify.annotations.Nullable;

/**
 * A bid response of Paceline as an exchange reads it: the answer to one impression of a request.
 * Exactly one of {@code noBid} and {@code bid} is null.
 *
 * @param requestId id of the request
 * @param impId id of the impression
 * @param impCount number of impressions in the request; the answer to the request is complete after
 *     this number of responses
 * @param modelVersion version of the bundle that scored the request, null where the response states
 *     none
 * @param noBid why there is no bid, null for a bid
 * @param bid the bid, null for a no-bid
 */
public record BidResponse(
    String requestId,
    String impId,
    int impCount,
    @Nullable String modelVersion,
    @Nullable NoBid noBid,
    @Nullable SeatBid bid) {

  /**
   * Why there is no bid.
   *
   * @param nbr OpenRTB's no-bid reason code, 0 where OpenRTB has none that fits
   * @param reason Paceline's own reason
   */
  public record NoBid(int nbr, NoBidReason reason) {}

  /**
   * A bid on behalf of a seat (OpenRTB 2.6 sections 4.2.2 and 4.2.3).
   *
   * @param id id of the bid
   * @param priceMicros micros of {@code cur} per impression
   * @param cur currency of the price
   * @param seat Paceline's seat at the exchange
   * @param expSeconds how long after the auction the exchange may still bill
   * @param ad what is shown if the bid wins
   * @param notices addresses at which the exchange tells what became of the bid
   */
  public record SeatBid(
      String id,
      long priceMicros,
      String cur,
      String seat,
      int expSeconds,
      Ad ad,
      Notices notices) {}

  /**
   * The ad as the exchange gets it.
   *
   * @param cid campaign id
   * @param crid creative id
   * @param adomain the advertiser's domain, or null
   * @param w width of the creative
   * @param h height of the creative
   * @param adm the creative's HTML
   * @param clickUrl address that a click on the creative calls, taken from {@code adm}
   */
  public record Ad(
      String cid,
      String crid,
      @Nullable String adomain,
      int w,
      int h,
      String adm,
      String clickUrl) {}

  /**
   * The addresses of the notices, with macros.
   *
   * @param nurl address of the win notice
   * @param burl address of the billing notice
   * @param lurl address of the loss notice
   */
  public record Notices(String nurl, String burl, String lurl) {}

  /** A response that states why there is no bid. */
  public static BidResponse noBid(
      String requestId, String impId, int impCount, @Nullable String modelVersion, NoBid noBid) {
    return new BidResponse(requestId, impId, impCount, modelVersion, noBid, null);
  }

  /** A response with a bid. */
  public static BidResponse bid(
      String requestId, String impId, int impCount, @Nullable String modelVersion, SeatBid bid) {
    return new BidResponse(requestId, impId, impCount, modelVersion, null, bid);
  }

  /** True for a bid, false for a no-bid. */
  public boolean isBid() {
    return bid != null;
  }

  /** Why there is no bid; null for a bid. */
  public @Nullable NoBidReason reason() {
    return noBid == null ? null : noBid.reason();
  }
}
