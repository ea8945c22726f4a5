package io.paceline.simulator.laws;

/**
 * RLB's value function by dynamic programming: Cai et al., "Real-Time Bidding by Reinforcement
 * Learning in Display Advertising" (WSDM 2017).
 *
 * <pre>
 *   V₀ = 0
 *   Vₙ(b) = Vₙ₋₁(b) + Σ_{d=0..a} m(d) · (θ̄ + Vₙ₋₁(b−d) − Vₙ₋₁(b))
 *   a     = largest d ≤ min(b, D) with θ̄ + Vₙ₋₁(b−d) − Vₙ₋₁(b) ≥ 0
 *   bid   = largest d ≤ min(b, D) with θ + Vₙ₋₁(b−d) − Vₙ₋₁(b) ≥ 0, with n auctions left
 *
 *   n  auctions left, this one counted     b  budget left, whole units of price
 *   m  density of the market price         θ̄  mean click probability in training
 *   θ  click probability of this auction   D  highest price of the landscape (300)
 * </pre>
 *
 * <p>Vₙ never falls as b grows, so the d that meet the condition form one run that begins at 0. For
 * a single bid, a binary search finds the largest d of the run; for all b of the table, the search
 * for the largest d starts from the result of the next smaller b. The sum is taken price by price
 * over a block of budgets that stays in the processor's cache; compilers turn this loop into vector
 * instructions. A table of 1,000 auctions and a budget of 34,000 takes about a second.
 */
public final class RlbValueFunction {

  private static final int BLOCK = 1024;
  private static final long MOST_CELLS = 160_000_000;

  private final double[][] values;
  private final int highestBid;

  /**
   * Computes V₀ … V_{auctions−1}, which are needed to bid with up to {@code auctions} auctions
   * left.
   *
   * @param density m(0), m(1), …, sum 1
   * @param meanProbability θ̄
   * @param auctions the most auctions that can be left, at least 1
   * @param budget highest budget, whole units of price
   * @throws IllegalArgumentException where the table would need more than 1.3 GB
   */
  public RlbValueFunction(double[] density, double meanProbability, int auctions, int budget) {
    if ((long) auctions * (budget + 1L) > MOST_CELLS) {
      throw new IllegalArgumentException(
          "RLB's value function over "
              + auctions
              + " auctions and a budget of "
              + budget
              + " is too large; give a shorter --episode or leave rlb out by --law");
    }
    highestBid = density.length - 1;
    values = new double[auctions][];
    values[0] = new double[budget + 1];
    int[] bids = new int[budget + 1];
    for (int n = 1; n < auctions; n++) {
      largestBids(values[n - 1], meanProbability, bids);
      values[n] = next(values[n - 1], density, meanProbability, bids);
    }
  }

  /**
   * The value V: the clicks that are expected of the auctions left.
   *
   * @param auctionsLeft auctions left, 0 to one less than the constructor's {@code auctions}
   * @param budget budget left, 0 to the constructor's {@code budget}
   */
  public double value(int auctionsLeft, int budget) {
    return values[auctionsLeft][budget];
  }

  /**
   * RLB's bid in whole units of price.
   *
   * @param probability θ
   * @param auctionsLeft auctions left, this one counted, 1 to the constructor's {@code auctions}
   * @param budget budget left, 0 to the constructor's {@code budget}
   */
  public int bid(double probability, int auctionsLeft, int budget) {
    double[] after = values[auctionsLeft - 1];
    int low = 0;
    int high = Math.min(budget, highestBid);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (probability + after[budget - middle] - after[budget] >= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Finds the largest d of each b. This d changes little from one b to the next, so each search
   * starts at the last result.
   */
  private void largestBids(double[] value, double probability, int[] bids) {
    int bid = 0;
    for (int b = 0; b < value.length; b++) {
      int most = Math.min(b, highestBid);
      bid = Math.min(bid, most);
      while (bid > 0 && probability + value[b - bid] - value[b] < 0) {
        bid--;
      }
      while (bid < most && probability + value[b - bid - 1] - value[b] >= 0) {
        bid++;
      }
      bids[b] = bid;
    }
  }

  private static double[] next(double[] value, double[] density, double probability, int[] bids) {
    double[] next = value.clone();
    double[] gain = new double[BLOCK];
    for (int from = 0; from < value.length; from += BLOCK) {
      int count = Math.min(BLOCK, value.length - from);
      int common = Integer.MAX_VALUE;
      int most = 0;
      for (int i = 0; i < count; i++) {
        gain[i] = probability - value[from + i];
        common = Math.min(common, bids[from + i]);
        most = Math.max(most, bids[from + i]);
      }
      int d = 0;
      for (; d + 3 <= common; d += 4) {
        addFour(next, value, gain, density, from, d, count);
      }
      for (; d <= most; d++) {
        for (int i = 0; i < count; i++) {
          if (bids[from + i] >= d) {
            next[from + i] += density[d] * (gain[i] + value[from + i - d]);
          }
        }
      }
    }
    return next;
  }

  /**
   * Adds four prices to all sums. The loop has a method of its own so that the compiler translates
   * it early, and into vector instructions.
   */
  private static void addFour(
      double[] next, double[] value, double[] gain, double[] density, int from, int d, int count) {
    double m0 = density[d];
    double m1 = density[d + 1];
    double m2 = density[d + 2];
    double m3 = density[d + 3];
    for (int i = 0; i < count; i++) {
      double g = gain[i];
      int at = from + i - d;
      next[from + i] +=
          m0 * (g + value[at])
              + m1 * (g + value[at - 1])
              + m2 * (g + value[at - 2])
              + m3 * (g + value[at - 3]);
    }
  }
}
