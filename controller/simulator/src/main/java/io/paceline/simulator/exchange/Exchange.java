package io.paceline.simulator.exchange;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;

/**
 * Decides an auction between Paceline's bid and the best bid of the rest of the market. Paceline's
 * bid wins where it is above zero and no lower than the market price and the floor, so it wins a
 * tie, as in the replays of Zhang et al., KDD'14. Paceline then pays the market price or the floor,
 * whichever is higher, in a second-price auction, and its own bid in a first-price one (OpenRTB 2.6
 * section 3.2.1, {@code at}). No impression is free: where market price and floor are zero, the
 * lowest bid that wins is one micro.
 */
public final class Exchange {

  /** OpenRTB loss reason: the bid was below the floor, or it was not above zero. */
  public static final int LOSS_BELOW_FLOOR = 100;

  /** OpenRTB loss reason: the bid lost to a higher one. */
  public static final int LOSS_HIGHER_BID = 102;

  private Exchange() {}

  /**
   * Holds the auction of one impression.
   *
   * @param bidMicros Paceline's bid in micros per impression; 0 or less never wins
   */
  public static AuctionResult auction(Opportunity opportunity, int impIndex, long bidMicros) {
    BidRequest request = opportunity.request();
    Imp imp = request.imps().get(impIndex);
    long floor = imp.bidfloorMicros();
    long minimumToWin = Math.max(1L, Math.max(opportunity.marketPriceMicros()[impIndex], floor));
    if (bidMicros < minimumToWin) {
      boolean belowFloor = bidMicros < Math.max(1L, floor);
      return new AuctionResult(
          false, 0L, belowFloor ? LOSS_BELOW_FLOOR : LOSS_HIGHER_BID, minimumToWin);
    }
    long price = request.at() == BidRequest.FIRST_PRICE ? bidMicros : minimumToWin;
    return new AuctionResult(true, price, 0, minimumToWin);
  }
}
