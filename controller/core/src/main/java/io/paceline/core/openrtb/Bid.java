package io.paceline.core.openrtb;

import java.util.List;

/**
 * One bid (OpenRTB 2.6 section 4.2.3) before it is written as JSON.
 *
 * @param id id made from exchange, request, impression and campaign, so that a replay repeats it
 * @param priceMicros micros of Paceline's currency per impression
 * @param expSeconds how long after the auction the exchange may still bill
 * @param ad what is shown if the bid wins
 * @param tokens signed tokens for the notice and click addresses of the bid
 */
public record Bid(String id, long priceMicros, int expSeconds, Ad ad, Tokens tokens) {

  /**
   * The campaign and the creative for which a bid is made.
   *
   * @param cid campaign id
   * @param crid creative id
   * @param adomain the advertiser's domain
   * @param cat the creative's IAB categories
   * @param w width of the creative
   * @param h height of the creative
   * @param landingPage where a click leads
   * @param imageUrl address of the banner picture
   */
  public record Ad(
      String cid,
      String crid,
      String adomain,
      List<String> cat,
      int w,
      int h,
      String landingPage,
      String imageUrl) {}

  /**
   * The signed tokens of a bid (see {@code io.paceline.core.notice}).
   *
   * @param notice token of every notice address
   * @param click token of the click address; everyone can read that address, so this token serves
   *     for clicks only
   */
  public record Tokens(String notice, String click) {}
}
