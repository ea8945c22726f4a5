package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.ledger.BidEntry;

/** What happened to an impression or an auction of a budget: all that pacing learns from. */
sealed interface AuctionEvent {

  /** How a budget answered a proposed impression. */
  enum Answer {
    /** It bid, and the bid's money is held. */
    ENTERED,
    /** It sat the auction out to keep the plan. */
    SAT_OUT,
    /** Its bid would have been below the floor. */
    BELOW_FLOOR,
    /**
     * Too little money was left for the bid, scarce money was kept for bids that win more likely,
     * or the commit rate did not allow the bid. Pacing learns from this impression only that there
     * was traffic.
     */
    NO_MONEY
  }

  /**
   * An impression was proposed to the budget. It counts as traffic, whatever the answer.
   *
   * @param pacingMultiplier the pacing multiplier at that time, micros per unit of score
   */
  record Proposed(ProposedBid bid, Answer answer, double pacingMultiplier)
      implements AuctionEvent {}

  /**
   * An auction that the budget had entered is over.
   *
   * @param bid the bid's entry in the ledger as it was while the auction was open
   * @param won whether the bid won; it also counts as lost where nothing was heard of it
   * @param priceMicros the price paid or, for a lost bid, the price to beat; 0 where no notice told
   *     it, as where the price of a win is above its bid or cannot be read
   * @param delayMillis wall time from the bid until the notice that ended the auction was read, at
   *     most the time for which a bid stays open at its exchange; only the delay of a win is used
   */
  record Ended(String bidId, BidEntry bid, boolean won, long priceMicros, long delayMillis)
      implements AuctionEvent {

    /** The end of a bid of which nothing was heard within its window. */
    static Ended inSilence(String bidId, BidEntry bid) {
      return new Ended(bidId, bid, false, 0, 0);
    }
  }
}
