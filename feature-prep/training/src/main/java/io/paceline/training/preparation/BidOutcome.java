package io.paceline.training.preparation;

import io.paceline.core.market.AuctionTold;
import io.paceline.core.market.PriceEvidence;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.training.dataset.PreparedExample;
import io.paceline.training.statistics.OutcomeCounts;
import org.jspecify.annotations.Nullable;

/**
 * A bid with all that came of it.
 *
 * @param bidId id of the bid
 * @param bid the bid as the log tells it
 * @param shown whether the ad was shown, which a billing or a click tells
 * @param clicked whether the user clicked
 * @param conversions number of conversions that followed
 * @param lost whether a loss notice came, but no win or billing notice
 * @param told what the auction told about the market price, null where it told nothing
 * @param toldMicros the market price, or the bid that {@code told} compares it with, micros per
 *     impression; 0 where the auction told nothing
 */
public record BidOutcome(
    String bidId,
    LoggedBid bid,
    boolean shown,
    boolean clicked,
    int conversions,
    boolean lost,
    @Nullable PriceEvidence told,
    long toldMicros) {

  /**
   * Derives the outcome of a bid of the training log; null for a bid of which the training log has
   * no row.
   */
  static @Nullable BidOutcome ofTrainingLog(BidFacts facts) {
    LoggedBid bid = facts.rows().trainingLog();
    return bid == null ? null : of(facts, bid);
  }

  /** Derives the outcome from the facts of a bid. */
  static BidOutcome of(BidFacts facts, LoggedBid bid) {
    BidFacts.Impression impression = facts.impression();
    boolean shown = impression.billed() || impression.clicked();
    AuctionTold told = told(facts.auction(), bid.price());
    return new BidOutcome(
        facts.bidId(),
        bid,
        shown,
        impression.clicked(),
        impression.conversions(),
        facts.auction().lost() && !facts.auction().won(),
        told == null ? null : told.told(),
        told == null ? 0 : told.micros());
  }

  private static @Nullable AuctionTold told(BidFacts.Auction auction, LoggedBid.Price price) {
    long minToWin = auction.minToWinMicros();
    if (auction.won()) {
      if (minToWin > 0 && minToWin <= price.bidMicros()) {
        return new AuctionTold(PriceEvidence.PRICE, minToWin);
      }
      if (price.firstPrice()) {
        return new AuctionTold(PriceEvidence.BELOW, price.bidMicros());
      }
      return auction.paidMicros() > 0
          ? new AuctionTold(PriceEvidence.PRICE, auction.paidMicros())
          : null;
    }
    if (minToWin > 0) {
      return new AuctionTold(PriceEvidence.PRICE, minToWin);
    }
    return auction.lost() && AuctionTold.lostByPrice(auction.lossReason())
        ? new AuctionTold(PriceEvidence.ABOVE, price.bidMicros())
        : null;
  }

  /** Returns the market price, micros per impression, 0 where unknown. */
  long marketPriceMicros() {
    return told == PriceEvidence.PRICE ? toldMicros : 0;
  }

  /** Returns what is counted of this outcome. */
  OutcomeCounts counts() {
    return OutcomeCounts.of(shown, clicked, conversions, marketPriceMicros());
  }

  /**
   * Returns the example to train from; null where the ad was not shown, or where another feature
   * specification than this build's encoded its row.
   */
  @Nullable PreparedExample example() {
    EncodedRow row = bid.scored().row();
    if (!shown || row == null) {
      return null;
    }
    return new PreparedExample(
        bidId,
        bid.campaignMillis(),
        bid.page().exchange(),
        bid.page().site(),
        bid.ad().campaignId(),
        clicked,
        conversions,
        marketPriceMicros(),
        row);
  }
}
