package io.paceline.simulator.laws;

import io.paceline.core.pacing.MoneyAhead;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * RLB's value function as a multiplier: Cai et al., "Real-Time Bidding by Reinforcement Learning in
 * Display Advertising" (WSDM 2017).
 *
 * <p>Let θ be the click probability of an impression, b the budget left, and V(b) the clicks that
 * the budget is expected to buy ({@link RlbValueFunction}). RLB bids the largest d with θ + V(b −
 * d) − V(b) ≥ 0. Prices are small compared with the budget left, so d is θ divided by the slope of
 * V. The slope depends on the number of auctions left and on the budget left. As in the paper's
 * method for large problems, this law looks at their ratio only:
 *
 * <pre>
 *   λ = θ̄ / V'_T(T · c)
 *
 *   θ̄   mean click probability
 *   λ   multiplier, units of price per unit of normalised score (θ / θ̄)
 *   c   what an auction may cost from now on, by {@link MoneyAhead}, in units of price
 *   T   {@value #AUCTIONS} auctions
 *   V'  slope of the value function, over {@value #SPAN} units of price on each side
 * </pre>
 *
 * <p>The multiplier never falls as c grows: for each c, this law takes the highest multiplier of
 * all smaller ones, too. RLB itself decides on each single auction by the auctions and the budget
 * left. That form plays in replays of protocol {@code published} only. The value function does not
 * change while the law runs.
 */
public final class ValueFunctionPacing implements PacingLaw {

  /** The law's {@link #name}. */
  public static final String NAME = "rlb";

  /** Number of auctions left, T, at which the slope of the value function is taken. */
  public static final int AUCTIONS = 200;

  private static final int SPAN = 100;

  private final double[] multiplierByBudget;
  private final double unitMicros;

  /**
   * Computes the value function, in about half a second.
   *
   * @param density of the market price by whole units, sum 1
   * @param meanProbability θ̄
   * @param unitMicros micros of a unit of price
   */
  public ValueFunctionPacing(double[] density, double meanProbability, double unitMicros) {
    this.unitMicros = unitMicros;
    double mean = 0;
    for (int d = 0; d < density.length; d++) {
      mean += d * density[d];
    }
    int budget = (int) Math.ceil(mean * AUCTIONS) + 2 * SPAN;
    RlbValueFunction values = new RlbValueFunction(density, meanProbability, AUCTIONS + 1, budget);
    multiplierByBudget = new double[budget + 1];
    double highest = 0;
    for (int b = 0; b <= budget; b++) {
      int low = Math.max(0, b - SPAN);
      int high = Math.min(budget, b + SPAN);
      double slope = (values.value(AUCTIONS, high) - values.value(AUCTIONS, low)) / (high - low);
      highest = Math.max(highest, meanProbability / Math.max(slope, 1e-12));
      multiplierByBudget[b] = highest;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PacingState start(PacingObservation now) {
    return state(PacingLaw.COLD_START * now.maxBidMicros(), now, new double[MoneyAhead.NUMBERS]);
  }

  @Override
  public PacingState move(PacingState last, PacingObservation now) {
    double[] memory = last.memory().clone();
    MoneyAhead ahead = new MoneyAhead(memory, 0);
    ahead.count(last, now);
    if (ahead.unknown(now)) {
      return state(last.pacingMultiplier(), now, memory);
    }
    double cost = ahead.money(last, now, 0) / ahead.auctions(last, now);
    double budget = cost / unitMicros * AUCTIONS;
    int b = (int) Math.min(multiplierByBudget.length - 1, budget);
    double multiplier = multiplierByBudget[b] * unitMicros;
    return state(Math.min(multiplier, 1_000.0 * now.maxBidMicros()), now, memory);
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    double[] memory = old.memory().clone();
    new MoneyAhead(memory, 0).roll();
    return state(old.pacingMultiplier(), first, memory);
  }

  private static PacingState state(double micros, PacingObservation now, double[] memory) {
    return new PacingState(
        micros, now.targetSpendShare(), now.spendMicros(), now.nowMillis(), 0, memory);
  }
}
