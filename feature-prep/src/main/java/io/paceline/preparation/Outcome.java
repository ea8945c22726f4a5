package io.paceline.preparation;

import io.paceline.prepared.PreparedExample;
import io.paceline.statistics.OutcomeCounts;
import io.paceline.statistics.PriceCounts;
import java.util.Set;

/**
 * A bid with all that came of it.
 *
 * @param bidId the bid
 * @param bid what was bid on and how
 * @param shown whether it was billed or clicked
 * @param clicked whether the user clicked
 * @param conversions that followed
 * @param lost by a loss notice, and not won
 * @param told what the auction told about the market price, null for nothing
 * @param toldMicros that price or bid, micros per impression
 */
public record Outcome(
    String bidId,
    LoggedBid bid,
    boolean shown,
    boolean clicked,
    int conversions,
    boolean lost,
    PriceCounts.Told told,
    long toldMicros) {

  /**
   * Loss reasons of OpenRTB 2.6 (list "Loss Reason Codes") by which a higher price would have won:
   * not told, below the floor, below the deal's floor, a higher bid, a deal's higher bid.
   */
  private static final Set<Integer> LOST_BY_PRICE = Set.of(0, 100, 101, 102, 103);

  /** Judges the facts of a bid. */
  static Outcome of(BidFacts facts, LoggedBid bid) {
    boolean shown = facts.billed() || facts.clicked();
    PriceCounts.Told told = told(facts, bid);
    return new Outcome(
        facts.bidId(),
        bid,
        shown,
        facts.clicked(),
        facts.conversions(),
        facts.lost() && !facts.won(),
        told,
        told == null ? 0 : toldMicros(facts, bid, told));
  }

  private static PriceCounts.Told told(BidFacts facts, LoggedBid bid) {
    if (facts.won()) {
      if (bid.firstPrice()) {
        return PriceCounts.Told.BELOW;
      }
      return facts.paidMicros() > 0 ? PriceCounts.Told.PRICE : null;
    }
    if (facts.toBeatMicros() > 0) {
      return PriceCounts.Told.PRICE;
    }
    return facts.lost() && LOST_BY_PRICE.contains(facts.lossReason())
        ? PriceCounts.Told.ABOVE
        : null;
  }

  private static long toldMicros(BidFacts facts, LoggedBid bid, PriceCounts.Told told) {
    if (told != PriceCounts.Told.PRICE) {
      return bid.bidMicros();
    }
    return facts.won() ? facts.paidMicros() : facts.toBeatMicros();
  }

  /** The market price, micros per impression, 0 where unknown. */
  long marketPriceMicros() {
    return told == PriceCounts.Told.PRICE ? toldMicros : 0;
  }

  /** What is counted of it. */
  OutcomeCounts counts() {
    return OutcomeCounts.of(shown, clicked, conversions, marketPriceMicros());
  }

  /** A row to train from; only for what was shown and encoded as this version does. */
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
