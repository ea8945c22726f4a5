package io.paceline.simulator.replay;

import java.util.Arrays;

/** The value that a bidder could have reached if it had known the prices in advance. */
final class BestMultiplier {

  /**
   * The best constant multiplier.
   *
   * @param sumPctr the value of its wins, Σ pCTR
   * @param threshold highest price / pCTR of its wins, which is the multiplier in the log's unit of
   *     price per unit of pCTR
   */
  record Constant(double sumPctr, double threshold) {}

  private BestMultiplier() {}

  /**
   * The constant multiplier whose wins just spend a budget. It wins auctions in ascending order of
   * price / pCTR as long as the sum of their prices fits the budget. Auctions with a pCTR of 0 are
   * left out.
   *
   * @param budget in the log's unit of price
   */
  static Constant constant(AuctionLog log, long budget) {
    long left = budget;
    double sum = 0;
    double threshold = 0;
    for (int i : byPrice(log, 0, log.size())) {
      if (log.price()[i] > left) {
        break;
      }
      left -= log.price()[i];
      sum += log.pctr(i);
      threshold = log.price()[i] / log.pctr(i);
    }
    return new Constant(sum, threshold);
  }

  /**
   * The value of a bidder that knows each episode's prices in advance and is greedy by pCTR /
   * price: in descending order of that ratio, it wins each auction that the budget left can pay.
   *
   * @param budget budget of each episode, in the log's unit of price
   * @return Σ pCTR
   */
  static double clairvoyant(AuctionLog log, int episode, long budget) {
    double sum = 0;
    for (int from = 0; from < log.size(); from += Math.min(episode, log.size() - from)) {
      long left = budget;
      for (int i :
          byPrice(log, from, Math.min(log.size(), from + Math.min(episode, log.size() - from)))) {
        if (log.price()[i] <= left) {
          left -= log.price()[i];
          sum += log.pctr(i);
        }
      }
    }
    return sum;
  }

  /**
   * The value of the best constant multiplier where each episode has a budget of its own. What an
   * episode leaves of its budget is lost. The search tries 161 multipliers that are a factor of
   * e^0.1 apart, then 19 that are a factor of e^0.01 apart around the best of those.
   *
   * @param budget budget of each episode, in the log's unit of price
   * @param maxPrice highest bid, in the log's unit of price
   * @return Σ pCTR
   */
  static double constantByEpisode(AuctionLog log, int episode, long budget, double maxPrice) {
    double highest = 0;
    for (int i = 0; i < log.size(); i++) {
      highest = Math.max(highest, log.pctr(i));
    }
    if (!(highest > 0)) {
      return 0;
    }
    double best = 0;
    double at = 0;
    for (int k = 0; k <= 160; k++) {
      double multiplier = maxPrice / highest * Math.exp(k * 0.1 - 2);
      double value = played(log, episode, budget, maxPrice, multiplier);
      if (value > best) {
        best = value;
        at = multiplier;
      }
    }
    for (int k = -9; k <= 9; k++) {
      best = Math.max(best, played(log, episode, budget, maxPrice, at * Math.exp(k * 0.01)));
    }
    return best;
  }

  private static double played(
      AuctionLog log, int episode, long budget, double maxPrice, double multiplier) {
    double sum = 0;
    long left = budget;
    for (int i = 0; i < log.size(); i++) {
      if (i % episode == 0) {
        left = budget;
      }
      double bid = Math.min(Math.min(maxPrice, (double) left), multiplier * log.pctr(i));
      if (bid >= log.price()[i]) {
        left -= log.price()[i];
        sum += log.pctr(i);
      }
    }
    return sum;
  }

  /**
   * The auctions with a positive pCTR, sorted by price / pCTR, and equal ones in the log's order.
   */
  private static int[] byPrice(AuctionLog log, int from, int to) {
    // The bits of a float that is not negative grow with its value. So a long with the ratio's bits
    // above the row sorts by ratio, then by row.
    long[] keyed = new long[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (log.pctr(i) > 0) {
        float ratio = (float) (log.price()[i] / log.pctr(i));
        keyed[count++] = ((long) Float.floatToIntBits(ratio) << 32) | i;
      }
    }
    Arrays.sort(keyed, 0, count);
    int[] rows = new int[count];
    for (int k = 0; k < count; k++) {
      rows[k] = (int) keyed[k];
    }
    return rows;
  }
}
