package io.paceline.core.allocation;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.scoring.EncodedRow;

/**
 * The bid of the campaign chosen for an impression, before its price, on its way to the controller
 * of its budget. It carries all that pricing needs.
 *
 * @param bidId hash of exchange, request, impression and campaign, so that a replay gives the same
 *     id
 * @param requestId the exchange's request id
 * @param impId the impression
 * @param impCount impressions in the request
 * @param exchange where the request came from
 * @param site domain of the page, or null
 * @param at auction type, 1 first price, 2 second price
 * @param floorMicros lowest accepted bid
 * @param campaignId chosen campaign
 * @param budgetId key of its budget
 * @param creativeId chosen creative
 * @param userKey hashed user key, or null
 * @param probability click probability
 * @param normalisedScore probability of what the campaign wants, divided by the campaign's mean of
 *     it
 * @param curve what the market charges on the request's site
 * @param modelVersion the bundle that scored the request
 * @param candidates how many campaigns competed
 * @param receivedAtMillis wall time of the request
 * @param deadlineMillis wall time after which the answer is worth nothing
 * @param campaignMillis campaign time of the decision
 * @param test true for a test request, for which no money may be spent
 * @param row the row that was scored, or null where the training log does not sample this bid
 * @param category main category of the site, or null
 * @param exploration 0 for the best price; else the share of the way, up to 1, that the bid goes
 *     from the best price to the highest allowed one to learn about the market
 */
public record ProposedBid(
    String bidId,
    String requestId,
    String impId,
    int impCount,
    String exchange,
    String site,
    int at,
    long floorMicros,
    String campaignId,
    String budgetId,
    String creativeId,
    String userKey,
    double probability,
    double normalisedScore,
    MarketCurve curve,
    String modelVersion,
    int candidates,
    long receivedAtMillis,
    long deadlineMillis,
    long campaignMillis,
    boolean test,
    EncodedRow row,
    String category,
    double exploration) {

  /** A proposal on a site without a category, at the best price. */
  public ProposedBid(
      String bidId,
      String requestId,
      String impId,
      int impCount,
      String exchange,
      String site,
      int at,
      long floorMicros,
      String campaignId,
      String budgetId,
      String creativeId,
      String userKey,
      double probability,
      double normalisedScore,
      MarketCurve curve,
      String modelVersion,
      int candidates,
      long receivedAtMillis,
      long deadlineMillis,
      long campaignMillis,
      boolean test,
      EncodedRow row) {
    this(
        bidId,
        requestId,
        impId,
        impCount,
        exchange,
        site,
        at,
        floorMicros,
        campaignId,
        budgetId,
        creativeId,
        userKey,
        probability,
        normalisedScore,
        curve,
        modelVersion,
        candidates,
        receivedAtMillis,
        deadlineMillis,
        campaignMillis,
        test,
        row,
        null,
        0);
  }

  /** The same proposal with the row that was scored. */
  public ProposedBid withRow(EncodedRow scored) {
    return with(scored, exploration);
  }

  /** The same proposal with another {@link #exploration}. */
  public ProposedBid withExploration(double share) {
    return with(row, share);
  }

  private ProposedBid with(EncodedRow scored, double share) {
    return new ProposedBid(
        bidId,
        requestId,
        impId,
        impCount,
        exchange,
        site,
        at,
        floorMicros,
        campaignId,
        budgetId,
        creativeId,
        userKey,
        probability,
        normalisedScore,
        curve,
        modelVersion,
        candidates,
        receivedAtMillis,
        deadlineMillis,
        campaignMillis,
        test,
        scored,
        category,
        share);
  }
}
