package io.paceline.training.preparation;

import io.paceline.core.market.AuctionTold;
import io.paceline.core.market.PriceEvidence;
import io.paceline.training.prepared.PreparedExample;
import io.paceline.training.statistics.OutcomeCounts;

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
 * @param toldMicros the market price, or the bid that it lies above or below, micros per impression
 */
public record Outcome(
    String bidId,
    LoggedBid bid,
    boolean shown,
    boolean clicked,
    int conversions,
    boolean lost,
    PriceEvidence told,
    long toldMicros) {

  /** Derives the outcome from the facts of a bid. */
  static Outcome of(BidFacts facts, LoggedBid bid) {
    boolean shown = facts.billed() || facts.clicked();
    AuctionTold told = told(facts, bid);
    return new Outcome(
        facts.bidId(),
        bid,
        shown,
        facts.clicked(),
        facts.conversions(),
        facts.lost() && !facts.won(),
        told == null ? null : told.told(),
        told == null ? 0 : told.micros());
  }

  private static AuctionTold told(BidFacts facts, LoggedBid bid) {
    long minToWin = facts.minToWinMicros();
    if (facts.won()) {
      if (minToWin > 0 && minToWin <= bid.bidMicros()) {
        return new AuctionTold(PriceEvidence.PRICE, minToWin);
      }
      if (bid.firstPrice()) {
        return new AuctionTold(PriceEvidence.BELOW, bid.bidMicros());
      }
      return facts.paidMicros() > 0
          ? new AuctionTold(PriceEvidence.PRICE, facts.paidMicros())
          : null;
    }
    if (minToWin > 0) {
      return new AuctionTold(PriceEvidence.PRICE, minToWin);
    }
    return facts.lost() && AuctionTold.lostByPrice(facts.lossReason())
        ? new AuctionTold(PriceEvidence.ABOVE, bid.bidMicros())
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
   * Returns an example to train from. This is only for an ad that was shown and a row that was
   * encoded by this build's feature specification.
   */
  PreparedExample example() {
    return new PreparedExample(
        bidId,
        bid.campaignMillis(),
        bid.exchange(),
        bid.site(),
        bid.campaignId(),
        clicked,
        conversions,
        marketPriceMicros(),
        bid.row());
  }
}
