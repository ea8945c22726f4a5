package io.paceline.simulator.replay;

/** A way of bidding in a replay, which asks it for bids in one auction after the other. */
interface Bidder {

  /** The bid of a bidder that takes no part in the auction. */
  double SITS_OUT = -1;

  /**
   * Begins a new budget; money that an earlier budget has left over is lost.
   *
   * @param first index of the budget's first auction
   * @param auctions how many auctions the budget is for by the protocol; the log may end before
   * @param budget in the log's unit of price
   */
  void begin(int first, int auctions, long budget);

  /**
   * The bid for an auction, in the log's unit of price, never above what is left.
   *
   * @param left what is left of the budget
   * @return 0 or more, or {@link #SITS_OUT}
   */
  double bid(int auction, double left);

  /**
   * Tells the bidder how an auction ended.
   *
   * @param bid what was bid
   */
  void outcome(int auction, double bid, boolean won);

  /**
   * The multiplier in force, in the log's unit of price per unit of score; NaN where there is none.
   */
  double multiplier();
}
