package io.paceline.simulator.replay;

/** What a replay plays against: bids for one auction after the other. */
interface Bidder {

  /** A bid that takes no part in its auction. */
  double SITS_OUT = -1;

  /**
   * A budget begins; what an earlier one left over is lost.
   *
   * @param first its first auction
   * @param auctions how many it covers by the protocol; a log may end before
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
   * How the auction ended.
   *
   * @param bid what was bid
   */
  void outcome(int auction, double bid, boolean won);

  /**
   * The multiplier in force, in the log's unit of price per unit of score; NaN where there is none.
   */
  double multiplier();
}
