package io.paceline.core.market;

import io.paceline.core.notice.Notice;
import java.util.Set;

/**
 * What a notice tells about the market price. The market price is the lowest bid that would have
 * won: the highest other bid or the floor.
 *
 * <ul>
 *   <li>A notice that tells {@code ${AUCTION_MIN_TO_WIN}} tells the market price.
 *   <li>A win that pays less than its bid (second price) pays the market price; one that pays its
 *       bid (first price) says only that the market price was at most that.
 *   <li>A loss says that the market price lay above the bid, if it was lost by price: a filtered
 *       creative and its like say nothing. A bid of which nothing is heard says nothing either.
 * </ul>
 *
 * @param told kind of knowledge
 * @param micros the price, or the bid that it lies above or below; micros per impression, positive
 */
public record AuctionTold(PriceEvidence told, long micros) {

  /**
   * Loss reasons of OpenRTB 2.6 (list "Loss Reason Codes") by which a higher price would have won:
   * not told, below the floor, below the deal's floor, a higher bid, a deal's higher bid.
   */
  private static final Set<Integer> LOST_BY_PRICE = Set.of(0, 100, 101, 102, 103);

  /** True where a higher bid would have won, as far as the OpenRTB loss reason tells. */
  public static boolean lostByPrice(int lossReason) {
    return LOST_BY_PRICE.contains(lossReason);
  }

  /** What the notice tells, or null for nothing: a billing, a click, or a loss not by price. */
  public static AuctionTold of(Notice notice) {
    long bid = notice.token().bidMicros();
    return switch (notice.type()) {
      case WIN -> won(bid, notice.priceMicros(), notice.minToWinMicros());
      case LOSS -> lost(bid, notice.priceMicros(), notice.lossReason());
      case BILLING, CLICK -> null;
    };
  }

  private static AuctionTold won(long bid, long paid, long minToWin) {
    if (bid <= 0) {
      return null;
    }
    // What is above the bid cannot have been enough to win; such a price is not believed.
    if (minToWin > 0 && minToWin <= bid) {
      return new AuctionTold(PriceEvidence.PRICE, minToWin);
    }
    return paid > 0 && paid < bid
        ? new AuctionTold(PriceEvidence.PRICE, paid)
        : new AuctionTold(PriceEvidence.BELOW, bid);
  }

  private static AuctionTold lost(long bid, long minToWin, int reason) {
    if (minToWin > 0) {
      return new AuctionTold(PriceEvidence.PRICE, minToWin);
    }
    return bid > 0 && lostByPrice(reason) ? new AuctionTold(PriceEvidence.ABOVE, bid) : null;
  }
}
