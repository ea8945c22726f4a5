package io.paceline.core.allocation;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;

/**
 * Proposed bids for tests: unless a test says otherwise, creative {@code banner} of campaign {@code
 * shoes} in a second-price auction without a floor, with an average chance of a click. Campaign
 * time is wall time.
 */
public final class ProposedBids {

  private static final long TMAX_MILLIS = 100;

  private final String bidId;
  private final long nowMillis;
  private long campaignMillis;
  private String exchange = "adx";
  private String campaignId = "shoes";
  private String budgetId = "shoes";
  private int at = BidRequest.SECOND_PRICE;
  private long floorMicros;
  private double score = 1;
  private MarketCurve curve = MarketCurve.DEFAULT;
  private boolean test;

  private ProposedBids(String bidId, long nowMillis) {
    this.bidId = bidId;
    this.nowMillis = nowMillis;
    this.campaignMillis = nowMillis;
  }

  /** A bid for an impression whose request comes at this wall time. */
  public static ProposedBids bid(String bidId, long nowMillis) {
    return new ProposedBids(bidId, nowMillis);
  }

  /** Decided at this campaign time. */
  public ProposedBids decidedAt(long time) {
    campaignMillis = time;
    return this;
  }

  /** On this exchange. */
  public ProposedBids on(String name) {
    exchange = name;
    return this;
  }

  /** Of this campaign on this budget. */
  public ProposedBids of(String campaign, String budget) {
    campaignId = campaign;
    budgetId = budget;
    return this;
  }

  /** In an auction of this type with this floor. */
  public ProposedBids sold(int auctionType, long floor) {
    at = auctionType;
    floorMicros = floor;
    return this;
  }

  /** With this normalised score; a score of 1 is a click probability of 0.001. */
  public ProposedBids scored(double normalised) {
    score = normalised;
    return this;
  }

  /** On a site where the market is believed to charge this. */
  public ProposedBids believing(MarketCurve market) {
    curve = market;
    return this;
  }

  /** Test traffic. */
  public ProposedBids test() {
    test = true;
    return this;
  }

  /** The bid. */
  public ProposedBid build() {
    return new ProposedBid(
        bidId,
        new AnsweredImp("request-of-" + bidId, "1", 1, exchange, nowMillis, test),
        new ProposedBid.Auction(
            at, floorMicros, nowMillis + TMAX_MILLIS, "news.example", null, null),
        new ProposedBid.Chosen(campaignId, budgetId, "banner"),
        new ProposedBid.Estimate(0.001 * score, score, "v1", 1),
        new ProposedBid.MarketView(curve, 0),
        campaignMillis,
        null);
  }
}
