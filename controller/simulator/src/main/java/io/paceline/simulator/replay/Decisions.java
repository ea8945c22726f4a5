package io.paceline.simulator.replay;

import java.util.Arrays;

/**
 * The decisions of a run, one row for each auction in the log's order. The run's figures are
 * computed from them and the log alone.
 *
 * @param bid in the log's unit of price; {@link Bidder#SITS_OUT} for none
 * @param won whether bid ≥ price
 * @param paid in the log's unit of price, 0 where not won
 * @param multiplier in force, the log's unit of price per unit of score; NaN where a law has none
 */
record Decisions(double[] bid, boolean[] won, double[] paid, double[] multiplier) {

  static Decisions empty(int auctions) {
    return new Decisions(
        new double[auctions], new boolean[auctions], new double[auctions], new double[auctions]);
  }

  /** Σ paid, in the log's unit of price. */
  double cost() {
    return Arrays.stream(paid).sum();
  }

  /**
   * Plays second-price auctions, budget after budget: a bid wins iff it is at least the market
   * price, and then pays that price.
   *
   * @param episode auctions that a budget is for; the last budget may get fewer
   * @param budget money of each budget, in the log's unit of price
   */
  static Decisions play(AuctionLog log, int episode, long budget, Bidder bidder) {
    Decisions decisions = empty(log.size());
    double left = budget;
    for (int i = 0; i < log.size(); i++) {
      if (i % episode == 0) {
        left = budget;
        bidder.begin(i, episode, budget);
      }
      double bid = bidder.bid(i, left);
      boolean won = bid >= log.price()[i];
      decisions.bid[i] = bid;
      decisions.won[i] = won;
      decisions.multiplier[i] = bidder.multiplier();
      if (won) {
        decisions.paid[i] = log.price()[i];
        left -= log.price()[i];
      }
      bidder.outcome(i, bid, won);
    }
    return decisions;
  }
}
