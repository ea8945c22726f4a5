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
 * <p>Vₙ never falls with b, so that what the condition holds for is one run of d from 0 on: the
 * largest d is found from its neighbour's for all b, and by halving for one bid. The sum is taken
 * price by price over a block of budgets that stays in the processor's cache, which compilers turn
 * into vector instructions: 1,000 auctions × a budget of 34,000 take about a second.
 */
public final class RlbValueFunction {

  private static final int BLOCK = 1024;
  private static final long MOST_CELLS = 160_000_000;

  private final double[][] values;
  private final int highestBid;

  /**
   * Computes V₀ … V_{auctions−1}, which is what bidding with up to {@code auctions} left needs.
   *
   * @param density m(0), m(1), …, sum 1
   * @param meanProbability θ̄
   * @param auctions most auctions left, at least 1
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
   * V with so many auctions left.
   *
   * @param auctionsLeft 0 to auctions − 1
   * @param budget 0 to the highest budget
   */
  public double value(int auctionsLeft, int budget) {
    return values[auctionsLeft][budget];
  }

  /**
   * What RLB bids.
   *
   * @param probability θ
   * @param auctionsLeft this auction counted, 1 to auctions
   * @param budget what is left, 0 to the highest budget
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

  /** For each b the largest d; from one b to the next it moves by little. */
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

  /** A method of its own so that it is compiled, and into vector instructions, at once. */
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
