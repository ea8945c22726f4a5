package io.paceline.job.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.job.eligibility.Requests;

/**
 * Proposed bids for tests: in a second-price auction without a floor on the tests' site, with an
 * average chance of a click. Campaign time is wall time, and budgets have the ids of their
 * campaigns.
 */
public final class Proposals {

  /** The scored row of every proposal that is no test traffic. */
  public static final EncodedRow ROW =
      new EncodedRow(
          "IAB12", new int[] {3, 5}, new float[] {0.5f}, new int[] {7}, new float[] {0.1f});

  private Proposals() {}

  /** A bid of a campaign for an impression whose request comes at a wall time. */
  public static ProposedBid of(String campaignId, String bidId, long nowMillis) {
    return of(campaignId, bidId, nowMillis, false);
  }

  /** A bid that is test traffic. */
  public static ProposedBid test(String campaignId, String bidId, long nowMillis) {
    return of(campaignId, bidId, nowMillis, true);
  }

  private static ProposedBid of(String campaignId, String bidId, long nowMillis, boolean test) {
    return new ProposedBid(
        bidId,
        new AnsweredImp("request-of-" + bidId, "1", 1, Requests.EXCHANGE, nowMillis, test),
        new ProposedBid.Auction(
            BidRequest.SECOND_PRICE,
            0,
            nowMillis + Requests.TMAX_MILLIS,
            Requests.DOMAIN,
            null,
            "user"),
        new ProposedBid.Chosen(campaignId, campaignId, "banner"),
        new ProposedBid.Estimate(0.001, 1.0, "v1", 3),
        new ProposedBid.MarketView(MarketCurve.DEFAULT, 0),
        nowMillis,
        test ? null : ROW);
  }

  /** The same bid by a campaign that shares a budget. */
  public static ProposedBid onBudget(ProposedBid bid, String budgetId) {
    return new ProposedBid(
        bid.bidId(),
        bid.imp(),
        bid.auction(),
        new ProposedBid.Chosen(bid.chosen().campaignId(), budgetId, bid.chosen().creativeId()),
        bid.estimate(),
        bid.market(),
        bid.campaignMillis(),
        bid.row());
  }

  /**
   * The same bid in an auction of another type, on a page of category {@code IAB17}.
   *
   * @param exploration how far it explores, 0 to 1
   */
  public static ProposedBid sold(ProposedBid bid, int at, double exploration) {
    ProposedBid.Auction auction = bid.auction();
    return new ProposedBid(
        bid.bidId(),
        bid.imp(),
        new ProposedBid.Auction(
            at,
            auction.floorMicros(),
            auction.deadlineMillis(),
            auction.site(),
            "IAB17",
            auction.userKey()),
        bid.chosen(),
        bid.estimate(),
        new ProposedBid.MarketView(bid.market().curve(), exploration),
        bid.campaignMillis(),
        bid.row());
  }
}
