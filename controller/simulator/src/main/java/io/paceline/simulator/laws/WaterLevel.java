package io.paceline.simulator.laws;

import io.paceline.core.pacing.MarketPrior;
import io.paceline.core.pacing.PacingLaw;
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
 *   γ    0.6 / ε; of 0.2 / ε, 0.4 / ε and 0.6 / ε, the last spent most evenly on validation hours
 *   ε    elasticity of spend to the multiplier, from the training landscape
 * </pre>
 */
public final class WaterLevel implements PacingLaw {

  private static final double STEP = 0.6;

  private final double elasticity;

  /**
   * Creates the law for a market with this elasticity.
   *
   * @param elasticity ε, positive: {@link MarketPrior#elasticity}
   */
  public WaterLevel(double elasticity) {
    this.elasticity = elasticity;
  }

  @Override
  public PacingState start(PacingObservation now) {
    return state(PacingLaw.COLD_START * now.maxBidMicros(), now, Rounds.begin(now, 0));
  }

  @Override
  public PacingState next(PacingState last, PacingObservation now) {
    if (now.nowMillis() <= last.atMillis()) {
      return last;
    }
    if (last.memory() == null) {
      return start(now).withMultiplier(last.multiplierMicros());
    }
    if (last.atMillis() < now.periodStartMillis()) {
      return roll(last, now);
    }
    if (!Rounds.isOver(last, now)) {
      return state(last.multiplierMicros(), now, last.memory());
    }
    double movement = STEP / elasticity * Rounds.relativeError(last, now);
    return state(last.multiplierMicros() * Math.exp(movement), now, Rounds.begin(now, 0));
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    return state(old.multiplierMicros(), first, Rounds.begin(first, 0));
  }

  private static PacingState state(double micros, PacingObservation now, double[] memory) {
    return new PacingState(
        Rounds.bounded(micros, now),
        now.planShare(),
        now.spendMicros(),
        now.nowMillis(),
        0,
        memory);
  }
}
