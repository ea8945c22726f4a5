package io.paceline.core.pacing;

import org.jspecify.annotations.Nullable;

/**
 * What an auction costs on average at each multiplier, learned from won and lost auctions.
 *
 * <p>An auction with price p and score s is won from the multiplier x = p / s on and then costs p.
 * A lost one says only that x lies above the multiplier it was bid with: x is a survival time,
 * censored on the right. Its distribution is estimated bin by bin of log x, as Kaplan and Meier
 * (1958) do and Wang et al. (ECML 2016) do for prices, with a beta process as prior (Hjort 1990):
 *
 * <pre>
 *   h_j = (c·S0_j·h0_j + w_j) / (c·S0_j + r_j)        probability of a win in bin j, if none below
 *   q_j = (c·S0_j·h0_j·q0_j + v_j) / (c·S0_j·h0_j + w_j)   its mean price
 *   G(λ) = Σ_{bins below λ} S_j · h_j · q_j           spend per auction
 *   S_j  = Π_{k<j} (1 − h_k)
 *
 *   w_j  wins in the bin
 *   v_j  what those wins cost, micros
 *   r_j  auctions that reached the bin (a half-reached bin counts half)
 *   h0, q0, S0  h, q and S by the prior alone
 *   c    the prior's weight in auctions, {@link MarketPrior#weight}
 * </pre>
 *
 * <p>The prior is the price distribution of a {@link MarketPrior}, turned into one of x by the
 * scores seen so far; the scores of lost auctions are known, too. Wins and losses of old auctions
 * fade (see {@link #learn}), scores do not.
 *
 * <p>Mutable and not shared: a law unpacks it from its state, changes it and packs it again.
 */
final class SpendCurve {

  /** Number of bins of log(multiplier / maximum bid), and of log(score). */
  static final int BINS = 162;

  private static final double WIDTH = 0.1;
  private static final double LOWEST_LOG = Math.log(PacingLaw.LOWEST_OF_MAX_BID);
  private static final double SCORE_PRIOR = 20;
  private static final double RECOMPUTE_AT = 1.15;

  private static final int WON = 0;
  private static final int COST = BINS;
  private static final int LOST = 2 * BINS;
  private static final int PARTLY = 3 * BINS;
  private static final int SCORES = 4 * BINS;
  private static final int HAZARD = 5 * BINS;
  private static final int PRICE = 6 * BINS;
  private static final int SCORE_MASS = 7 * BINS;
  private static final int NEXT_PRIOR = SCORE_MASS + 1;
  private static final int WEIGHT = NEXT_PRIOR + 1;
  private static final int UNIT = WEIGHT + 1;

  /** Length of the packed curve. */
  static final int LENGTH = UNIT + 1;

  /** The maximum bid when the curve began: a later edit must not move what was learned. */
  private final double maxBidMicros;

  private final double[] memory;

  private SpendCurve(double[] memory) {
    this.maxBidMicros = memory[UNIT];
    this.memory = memory;
  }

  /**
   * The curve of the prior alone.
   *
   * @param extraMemory how many numbers of its own the law keeps behind the packed curve
   */
  static SpendCurve ofPrior(MarketPrior prior, double maxBidMicros, int extraMemory) {
    double[] memory = new double[LENGTH + extraMemory];
    memory[UNIT] = Math.max(1, maxBidMicros);
    SpendCurve curve = new SpendCurve(memory);
    double spread = Math.max(0.05, prior.scoreSpread());
    double sum = 0;
    for (int j = 0; j < BINS; j++) {
      double z = (centre(j) + spread * spread / 2) / spread;
      curve.memory[SCORES + j] = Math.exp(-z * z / 2);
      sum += curve.memory[SCORES + j];
    }
    for (int j = 0; j < BINS; j++) {
      curve.memory[SCORES + j] *= SCORE_PRIOR / sum;
    }
    curve.memory[SCORE_MASS] = SCORE_PRIOR;
    curve.spread(prior);
    return curve;
  }

  /** Unpacks a copy. */
  static SpendCurve of(double[] memory) {
    return new SpendCurve(memory.clone());
  }

  /** The packed curve, followed by the law's extra numbers; not to be changed afterwards. */
  double[] memory() {
    return memory;
  }

  /**
   * Takes in what auctions taught.
   *
   * @param memoryAuctions number of auctions after which what was learned counts e times less
   */
  void learn(AuctionOutcomes outcomes, double memoryAuctions) {
    if (outcomes.count() == 0) {
      return;
    }
    double kept = Math.exp(-(double) outcomes.settled() / memoryAuctions);
    double each = (double) outcomes.settled() / outcomes.count();
    for (int k = 0; k < SCORES; k++) {
      memory[k] *= kept;
    }
    for (int i = 0; i < outcomes.count(); i++) {
      double score = outcomes.score()[i];
      if (!(score > 0)) {
        continue;
      }
      memory[SCORES + bin(Math.log(score))] += each;
      memory[SCORE_MASS] += each;
      double reach = outcomes.reachMicros()[i];
      double price = outcomes.priceMicros()[i];
      if (outcomes.won()[i] || price > 0) {
        int j = bin(logRatio(price / score));
        memory[WON + j] += each;
        memory[COST + j] += each * price;
      } else if (reach > 0) {
        double position = (logRatio(reach) - LOWEST_LOG) / WIDTH;
        int j = (int) Math.max(0, Math.min(BINS - 1, position));
        memory[LOST + j] += each;
        memory[PARTLY + j] += each * Math.max(0, Math.min(1, position - j));
      }
    }
  }

  /**
   * True if enough scores were seen since the prior was last calculated to make it worth
   * calculating it anew.
   */
  boolean needsPrior() {
    return memory[SCORE_MASS] >= memory[NEXT_PRIOR];
  }

  /** Lets the next prior replace the present one at once, without waiting for more scores. */
  void takeNextPrior() {
    memory[NEXT_PRIOR] = 0;
  }

  /** True once a score was seen. */
  boolean hasLearned() {
    return memory[SCORE_MASS] > SCORE_PRIOR;
  }

  /**
   * The multiplier at which an auction has the given average cost.
   *
   * @param costMicros spend per auction, micros
   * @return micros per unit of score, within the curve's range
   */
  double multiplierFor(double costMicros) {
    double[] costs = binCosts(null);
    double cost = 0;
    for (int j = 0; j < BINS; j++) {
      if (cost + costs[j] >= costMicros && costs[j] > 0) {
        double part = Math.max(0, (costMicros - cost) / costs[j]);
        return maxBidMicros * Math.exp(LOWEST_LOG + WIDTH * (j + part));
      }
      cost += costs[j];
    }
    return highestMicros();
  }

  /** G: what an auction costs on average at a multiplier, both in micros. */
  double costAt(double pacingMultiplier) {
    return upTo(pacingMultiplier, binCosts(null));
  }

  /** Share of the auctions that a multiplier wins, 0 to 1. */
  double winsAt(double pacingMultiplier) {
    double[] wins = new double[BINS];
    binCosts(wins);
    return upTo(pacingMultiplier, wins);
  }

  private double upTo(double pacingMultiplier, double[] byBin) {
    double position = (logRatio(pacingMultiplier) - LOWEST_LOG) / WIDTH;
    double sum = 0;
    for (int j = 0; j < BINS && j < position; j++) {
      sum += byBin[j] * Math.min(1, position - j);
    }
    return sum;
  }

  /**
   * Spend per auction in each bin, S_j · h_j · q_j.
   *
   * @param winShares receives S_j · h_j; may be null
   */
  private double[] binCosts(double @Nullable [] winShares) {
    double[] costs = new double[BINS];
    double atRisk = 0;
    for (int j = 0; j < BINS; j++) {
      atRisk += memory[WON + j] + memory[LOST + j];
    }
    double survival = 1;
    double priorSurvival = 1;
    for (int j = 0; j < BINS; j++) {
      double weight = memory[WEIGHT] * priorSurvival;
      double priorHazard = memory[HAZARD + j];
      double reached = atRisk - memory[LOST + j] + memory[PARTLY + j];
      double wins = weight * priorHazard + memory[WON + j];
      double base = weight + reached;
      if (base > 0 && wins > 0) {
        double hazard = Math.min(1, wins / base);
        double price = (weight * priorHazard * memory[PRICE + j] + memory[COST + j]) / wins;
        costs[j] = survival * hazard * price;
        if (winShares != null) {
          winShares[j] = survival * hazard;
        }
        survival *= 1 - hazard;
      }
      priorSurvival *= 1 - priorHazard;
      atRisk -= memory[WON + j] + memory[LOST + j];
    }
    return costs;
  }

  /** Spend per auction, micros, that no multiplier can avoid: the cost of the first bin. */
  double costAtLowest() {
    return binCosts(null)[0];
  }

  /** Share of the auctions whose score lies in a bin. */
  double scoreShare(int bin) {
    return memory[SCORES + bin] / memory[SCORE_MASS];
  }

  /** The middle of a bin of scores. */
  static double scoreOf(int bin) {
    return Math.exp(centre(bin));
  }

  /** Start of the curve's range, a ten-thousandth of the maximum bid. */
  double lowestMicros() {
    return maxBidMicros * Math.exp(LOWEST_LOG);
  }

  /** End of the curve's range, a thousand maximum bids. */
  double highestMicros() {
    return maxBidMicros * Math.exp(LOWEST_LOG + WIDTH * BINS);
  }

  /**
   * Calculates the prior's hazards and mean prices by bin from its prices and the scores seen so
   * far.
   */
  void spread(MarketPrior prior) {
    double[] mass = new double[BINS];
    double[] cost = new double[BINS];
    double[] prices = prior.priceMicros();
    for (int k = 0; k < prices.length; k++) {
      double probability = prior.probability()[k];
      double logPrice = logRatio(prices[k]);
      for (int s = 0; s < BINS; s++) {
        double scores = memory[SCORES + s];
        if (scores > 0) {
          double both = probability * scores / memory[SCORE_MASS];
          int j = bin(logPrice - centre(s));
          mass[j] += both;
          cost[j] += both * prices[k];
        }
      }
    }
    double survival = 1;
    for (int j = 0; j < BINS; j++) {
      memory[HAZARD + j] = survival > 1e-9 ? Math.min(1, mass[j] / survival) : 0;
      memory[PRICE + j] = mass[j] > 0 ? cost[j] / mass[j] : 0;
      survival -= mass[j];
    }
    memory[NEXT_PRIOR] = memory[SCORE_MASS] * RECOMPUTE_AT;
    memory[WEIGHT] = prior.weight();
  }

  private double logRatio(double micros) {
    return micros > 0 ? Math.log(micros / maxBidMicros) : LOWEST_LOG;
  }

  private static int bin(double log) {
    return (int) Math.max(0, Math.min(BINS - 1, Math.floor((log - LOWEST_LOG) / WIDTH)));
  }

  private static double centre(int bin) {
    return LOWEST_LOG + WIDTH * (bin + 0.5);
  }
}
