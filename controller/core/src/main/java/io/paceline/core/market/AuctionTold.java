package io.paceline.core.market;

import io.paceline.core.notice.Notice;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a notice tells about the market price. The market price is the lowest bid that would have
 * won: the highest other bid or the floor, whichever is higher.
 *
 * <ul>
 *   <li>A notice that gives {@code ${AUCTION_MIN_TO_WIN}} tells the market price.
 *   <li>A win that pays less than its bid (second price) pays the market price; one that pays its
 *       bid (first price) says only that the market price was at most the bid.
 *   <li>A loss notice says that the market price lay above the bid, if the bid was lost by price. A
 *       loss for another reason, such as a filtered creative, says nothing. A bid of which no
 *       notice comes says nothing either.
 *   <li>A win whose price is above its bid or cannot be read, and which states no lowest winning
 *       bid, says only that it won.
 * </ul>
 *
 * @param told kind of knowledge
 * @param micros the price, or the bid that the price lies above or below; micros per impression,
 *     positive
 */
public record AuctionTold(PriceEvidence told, long micros) {

  /**
   * Loss reasons with which a higher bid would have won: where the notice tells no reason, and the
   * codes of OpenRTB 2.6 (list "Loss Reason Codes") for "below the floor", "below the deal's
   * floor", "lost to a higher bid" and "lost to a bid for a deal".
   */
  private static final Set<Integer> LOST_BY_PRICE =
      Set.of(Notice.REASON_NOT_TOLD, 100, 101, 102, 103);

  /** True where a higher bid would have won, as far as the OpenRTB loss reason tells. */
  public static boolean lostByPrice(int lossReason) {
    return LOST_BY_PRICE.contains(lossReason);
  }

  /**
   * What the notice tells, or null for nothing: a billing, a click, a loss not by price, or a loss
   * notice which says that the bid won.
   */
  public static @Nullable AuctionTold of(Notice notice) {
    long bid = notice.token().bidMicros();
    return switch (notice.type()) {
      case WIN -> won(bid, notice.toldPriceMicros(), notice.minToWinMicros());
      case LOSS ->
          notice.isLossOfWinner() ? null : lost(bid, notice.priceMicros(), notice.lossReason());
      case BILLING, CLICK -> null;
    };
  }

  private static @Nullable AuctionTold won(long bid, long paid, long minToWin) {
    if (bid <= 0) {
      return null;
    }
    // The lowest bid that wins cannot lie above a bid that won, so such a value is not believed.
    if (minToWin > 0 && minToWin <= bid) {
      return new AuctionTold(PriceEvidence.PRICE, minToWin);
    }
    return paid > 0 && paid < bid
        ? new AuctionTold(PriceEvidence.PRICE, paid)
        : new AuctionTold(PriceEvidence.BELOW, bid);
  }

  private static @Nullable AuctionTold lost(long bid, long minToWin, int reason) {
    if (minToWin > 0) {
      return new AuctionTold(PriceEvidence.PRICE, minToWin);
    }
    return bid > 0 && lostByPrice(reason) ? new AuctionTold(PriceEvidence.ABOVE, bid) : null;
  }
}
