package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.TokenBuilder;
import java.util.SplittableRandom;

/** Auctions of a market whose curve is known, and the notices that tell of them. */
final class TestMarket {

  static final String EXCHANGE = "adx";
  static final String CATEGORY = "IAB12";

  /** OpenRTB loss reason: lost to a higher bid. */
  private static final int HIGHER_BID = 102;

  private TestMarket() {}

  /** Draws a market price from the curve. */
  static long price(MarketCurve curve, SplittableRandom random) {
    double share = random.nextDouble();
    double odds = share / (1 - share);
    return Math.max(1, Math.round(curve.scaleMicros() * Math.pow(odds, 1 / curve.shape())));
  }

  static NoticeToken token(String exchange, String site, String category, long bidMicros) {
    return TokenBuilder.token("bid")
        .bid(bidMicros, 0)
        .exchange(exchange)
        .site(site)
        .category(category)
        .build();
  }

  static Notice win(NoticeToken token, long paid) {
    return win(token, paid, 0);
  }

  static Notice win(NoticeToken token, long paid, long minToWin) {
    return Notice.win(token, paid, minToWin, 0);
  }

  static Notice billing(NoticeToken token, long paid) {
    return Notice.billing(token, paid, 0);
  }

  static Notice loss(NoticeToken token, long minToWin, int reason) {
    return Notice.loss(token, minToWin, reason, 0);
  }

  /** The notice of a first-price auction that tells only whether the bid won. */
  static Notice firstPrice(String site, long bid, long marketPrice) {
    NoticeToken token = token(EXCHANGE, site, CATEGORY, bid);
    return bid >= marketPrice ? win(token, bid) : loss(token, 0, HIGHER_BID);
  }

  /** The notice of a second-price auction. */
  static Notice secondPrice(String site, long bid, long marketPrice) {
    NoticeToken token = token(EXCHANGE, site, CATEGORY, bid);
    return bid >= marketPrice ? win(token, marketPrice) : loss(token, 0, HIGHER_BID);
  }

  /** The notice of a first-price auction that tells the lowest bid that would have won. */
  static Notice toldPrice(String site, long bid, long marketPrice) {
    NoticeToken token = token(EXCHANGE, site, CATEGORY, bid);
    return bid >= marketPrice ? win(token, bid, marketPrice) : loss(token, marketPrice, HIGHER_BID);
  }
}
