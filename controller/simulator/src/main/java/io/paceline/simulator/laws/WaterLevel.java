package io.paceline.simulator.laws;

import io.paceline.core.pacing.MarketPrior;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * Water level: the simpler controller of Zhang et al., "Feedback Control of Real-Time Display
 * Advertising" (WSDM 2016), which moves by the last error alone, as the level of a tank does.
 *
 * <pre>
 *   λ_{k+1} = λ_k · exp(γ · e_k)
 *
 *   e_k  (planned − spent) / planned in round k, which lasts a minute; at least −2
 *   λ    multiplier, micros per impression and unit of normalised score
 *   γ    0.6 / ε; of 0.2 / ε, 0.4 / ε and 0.6 / ε, the last spent most evenly on validation days
 *   ε    elasticity of spend to the multiplier, from the training landscape
 * </pre>
 *
 * <p>That is {@link Pid} with its integral term alone, but without the bound on the sum of all
 * movements.
 */
public final class WaterLevel extends FeedbackControl {

  /** The law's {@link #name}. */
  public static final String NAME = "water-level";

  private static final double STEP = 0.6;

  /**
   * Creates the law for a market with this elasticity.
   *
   * @param elasticity ε, positive: {@link MarketPrior#elasticity}
   */
  public WaterLevel(double elasticity) {
    super(elasticity, 0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  PacingState corrected(PacingState last, double error, PacingObservation now) {
    double movement = STEP / elasticity * error;
    return state(last.pacingMultiplier() * Math.exp(movement), newMemory(now), now);
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    return state(old.pacingMultiplier(), newMemory(first), first);
  }
}
