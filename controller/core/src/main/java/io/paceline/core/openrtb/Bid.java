package io.paceline.core.openrtb;

import java.util.List;

/**
 * One bid (OpenRTB 2.6 section 4.2.3) before it is written as JSON.
 *
 * @param id id made from exchange, request, impression and campaign, so that a replay repeats it
 * @param priceMicros micros of Paceline's currency per impression
 * @param cid campaign id
 * @param crid creative id
 * @param adomain the advertiser's domain
 * @param cat the creative's IAB categories
 * @param w width of the creative
 * @param h height of the creative
 * @param landingPage where a click leads
 * @param imageUrl address of the banner picture
 * @param expSeconds how long after the auction the exchange may still bill
 * @param token signed notice token (see {@code io.paceline.core.notice}), part of every notice URL
 * @param clickToken signed token for the click address; everyone can read that address, so this
 *     token serves for clicks only
 */
public record Bid(
    String id,
    long priceMicros,
    String cid,
    String crid,
    String adomain,
    List<String> cat,
    int w,
    int h,
    String landingPage,
    String imageUrl,
    int expSeconds,
    String token,
    String clickToken) {}
