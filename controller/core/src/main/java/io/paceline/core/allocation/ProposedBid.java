package io.paceline.core.allocation;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.scoring.EncodedRow;
import org.jspecify.annotations.Nullable;

/**
 * The bid of the campaign that was chosen for an impression. It has no price yet; the controller of
 * the campaign's budget sets one, and the bid carries all that this needs.
 *
 * @param bidId hash of exchange, request, impression and campaign, so that a replay gives the same
 *     id
 * @param imp the impression that the bid answers
 * @param auction how and to whom the impression is sold
 * @param chosen the campaign that bids
 * @param estimate what the model says of the campaign in this impression
 * @param market what is believed of the market
 * @param campaignMillis campaign time of the decision
 * @param row the model's input that was scored, or null where the training log does not sample this
 *     bid
 */
public record ProposedBid(
    String bidId,
    AnsweredImp imp,
    Auction auction,
    Chosen chosen,
    Estimate estimate,
    MarketView market,
    long campaignMillis,
    @Nullable EncodedRow row) {

  /**
   * How an impression is sold, on which site or in which app, and to whom it is shown.
   *
   * @param at auction type, 1 first price, 2 second price
   * @param floorMicros lowest accepted bid, micros per impression
   * @param deadlineMillis wall time after which the answer is worth nothing
   * @param site domain of the site, or the app's bundle or domain; null where unknown
   * @param category main category of the site, or null
   * @param userKey hashed user key, or null where the user may not be recognised
   */
  public record Auction(
      int at,
      long floorMicros,
      long deadlineMillis,
      @Nullable String site,
      @Nullable String category,
      @Nullable String userKey) {

    /**
     * The auction of a request's impression.
     *
     * @param impIndex position of the impression in the request, from 0
     * @param userKey hashed user key, or null
     */
    public static Auction of(BidRequest request, int impIndex, @Nullable String userKey) {
      return new Auction(
          request.at(),
          request.imps().get(impIndex).bidfloorMicros(),
          request.deadlineMillis(),
          request.site() == null ? null : request.site().domain(),
          request.site() == null ? null : request.site().category(),
          userKey);
    }
  }

  /**
   * The chosen campaign.
   *
   * @param campaignId the campaign
   * @param budgetId key of its budget
   * @param creativeId the creative that is to be shown
   */
  public record Chosen(String campaignId, String budgetId, String creativeId) {}

  /**
   * What the model says of the chosen campaign.
   *
   * @param probability click probability
   * @param normalisedScore probability of the campaign's objective, divided by the mean of this
   *     probability for the campaign
   * @param modelVersion the bundle that scored the request
   * @param candidates how many campaigns competed for the impression
   */
  public record Estimate(
      double probability, double normalisedScore, String modelVersion, int candidates) {}

  /**
   * What is believed of the market, and whether the bid is to find out more.
   *
   * @param curve what the market charges on the request's site
   * @param exploration 0 for the best price; else the share of the way, up to 1, that the bid goes
   *     from the best price to the highest allowed one to learn about the market
   */
  public record MarketView(MarketCurve curve, double exploration) {}

  /** The same proposal with the row that was scored. */
  public ProposedBid withRow(EncodedRow scored) {
    return new ProposedBid(bidId, imp, auction, chosen, estimate, market, campaignMillis, scored);
  }

  /**
   * Whether the bid counts for frequency caps while its outcome is open: only the bids for a known
   * user do, and test traffic never becomes an impression.
   */
  public boolean countsForCaps() {
    return auction.userKey() != null && !imp.test();
  }
}
