package io.paceline.simulator.laws;

import io.paceline.core.pacing.MarketPrior;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * PID: Zhang, Rong, Wang, Zhu and Wang, "Feedback Control of Real-Time Display Advertising" (WSDM
 * 2016), with spend as the controlled variable.
 *
 * <pre>
 *   λ_k = λ₀ · exp(φ_k)        φ_k = P · e_k + I · Σ e_j + D · (e_k − e_{k−1}), from −5 to 5
 *
 *   e_k  (planned − spent) / planned in round k, which lasts a minute; at least −2
 *   λ₀   the first multiplier, micros per impression and unit of normalised score
 *   P, I, D  0.4 / ε, 0.2 / ε and 0.1 / ε; half, twice and three times these gains spent less
 *        evenly on validation days
 *   ε    elasticity of spend to the multiplier, from the training landscape
 * </pre>
 *
 * <p>The sum Σ e_j stays as it is in a round in which φ is cut to a bound (anti-windup).
 */
public final class Pid extends FeedbackControl {

  /** The law's {@link #name}. */
  public static final String NAME = "pid";

  private static final double PROPORTIONAL = 0.4;
  private static final double INTEGRAL = 0.2;
  private static final double DERIVATIVE = 0.1;
  private static final double BOUND = 5;

  private static final int FIRST = Rounds.NUMBERS;
  private static final int SUM = FIRST + 1;
  private static final int ERROR = FIRST + 2;
  private static final int OWN_NUMBERS = 3;

  /**
   * Creates the law for a market with this elasticity.
   *
   * @param elasticity ε, positive: {@link MarketPrior#elasticity}
   */
  public Pid(double elasticity) {
    super(elasticity, OWN_NUMBERS);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  PacingState corrected(PacingState last, double error, PacingObservation now) {
    double[] memory = last.memory().clone();
    if (memory[FIRST] == 0) {
      memory[FIRST] = last.pacingMultiplier();
    }
    double sum = memory[SUM] + error;
    double wanted =
        (PROPORTIONAL * error + INTEGRAL * sum + DERIVATIVE * (error - memory[ERROR])) / elasticity;
    double signal = Math.max(-BOUND, Math.min(BOUND, wanted));
    memory[SUM] = signal == wanted ? sum : memory[SUM];
    memory[ERROR] = error;
    Rounds.mark(memory, now);
    return state(memory[FIRST] * Math.exp(signal), memory, now);
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    double[] memory = newMemory(first);
    memory[FIRST] = old.memory()[FIRST];
    memory[SUM] = old.memory()[SUM];
    return state(old.pacingMultiplier(), memory, first);
  }
}
