package io.paceline.simulator.laws;

import io.paceline.core.pacing.MarketPrior;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * What the two controllers of Zhang, Rong, Wang, Zhu and Wang, "Feedback Control of Real-Time
 * Display Advertising" (WSDM 2016), have in common, with spend as the controlled variable. Once a
 * minute they move the multiplier by the round's error ({@link Rounds#relativeError}); within a
 * round it stays as it is.
 */
abstract class FeedbackControl implements PacingLaw {

  /** ε, the elasticity of spend to the multiplier: all gains are divided by it. */
  final double elasticity;

  private final int ownNumbers;

  /**
   * Creates the law for a market with this elasticity.
   *
   * @param elasticity ε, positive: {@link MarketPrior#elasticity}
   * @param ownNumbers how many numbers the law remembers beside those of its round
   */
  FeedbackControl(double elasticity, int ownNumbers) {
    this.elasticity = elasticity;
    this.ownNumbers = ownNumbers;
  }

  @Override
  public final PacingState start(PacingObservation now) {
    return state(PacingLaw.COLD_START * now.maxBidMicros(), newMemory(now), now);
  }

  @Override
  public final PacingState move(PacingState last, PacingObservation now) {
    return Rounds.isOver(last, now)
        ? corrected(last, Rounds.relativeError(last, now), now)
        : state(last.pacingMultiplier(), last.memory(), now);
  }

  /**
   * State at the end of a round.
   *
   * @param error the round's relative error, −2 to 1
   */
  abstract PacingState corrected(PacingState last, double error, PacingObservation now);

  /** The memory of a round that begins now; the law's own numbers are zero. */
  final double[] newMemory(PacingObservation now) {
    return Rounds.begin(now, ownNumbers);
  }

  /** A state whose multiplier is kept within the bounds of {@link PacingLaw#bounded}. */
  static PacingState state(double micros, double[] memory, PacingObservation now) {
    return new PacingState(
        PacingLaw.bounded(micros, now),
        now.targetSpendShare(),
        now.spendMicros(),
        now.nowMillis(),
        0,
        memory);
  }
}
