package io.paceline.simulator.replay;

import java.util.Arrays;

/**
 * The auctions of a run as they were played, one row for each in the log's order. The run's figures
 * are computed from them and the log alone.
 *
 * @param bid the bid of each auction, in the log's unit of price; {@link Bidder#SITS_OUT} for none
 * @param won whether the bid of each auction was at least its price
 * @param paid what was paid in each auction, in the log's unit of price; 0 where it was not won
 * @param multiplier the multiplier in force at each auction, in the log's unit of price per unit of
 *     normalised score; NaN where a law has none
 */
record PlayedAuctions(double[] bid, boolean[] won, double[] paid, double[] multiplier) {

  static PlayedAuctions empty(int auctions) {
    return new PlayedAuctions(
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
  static PlayedAuctions play(AuctionLog log, int episode, long budget, Bidder bidder) {
    PlayedAuctions played = empty(log.size());
    double left = budget;
    for (int i = 0; i < log.size(); i++) {
      if (i % episode == 0) {
        left = budget;
        bidder.begin(i, episode, budget);
      }
      double bid = bidder.bid(i, left);
      boolean won = bid >= log.price()[i];
      played.bid[i] = bid;
      played.won[i] = won;
      played.multiplier[i] = bidder.multiplier();
      if (won) {
        played.paid[i] = log.price()[i];
        left -= log.price()[i];
      }
      bidder.outcome(i, bid, won);
    }
    return played;
  }
}
