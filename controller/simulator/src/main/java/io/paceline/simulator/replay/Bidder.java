package io.paceline.simulator.replay;

/** A way of bidding. A replay asks it for a bid in one auction after the other. */
interface Bidder {

  /** The bid of a bidder that takes no part in the auction. */
  double SITS_OUT = -1;

  /**
   * Begins a new budget; money that an earlier budget has left over is lost.
   *
   * @param first index of the budget's first auction
   * @param auctions how many auctions the budget is for by the protocol; the log may end earlier
   * @param budget in the log's unit of price
   */
  void begin(int first, int auctions, long budget);

  /**
   * The bid for an auction, in the log's unit of price, never above what is left of the budget.
   *
   * @param auction index of the auction in the log
   * @param left what is left of the budget, in the log's unit of price
   * @return 0 or more, or {@link #SITS_OUT}
   */
  double bid(int auction, double left);

  /**
   * Tells the bidder how an auction ended.
   *
   * @param bid what was bid, or {@link #SITS_OUT}
   */
  void outcome(int auction, double bid, boolean won);

  /**
   * The multiplier in force, in the log's unit of price per unit of normalised score; NaN where
   * there is none.
   */
  double multiplier();
}
