package io.paceline.simulator.laws;

import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * Lin: the linear bid with a multiplier that never moves. Perlich et al., "Bid Optimizing and
 * Inventory Scoring in Targeted Online Advertising" (KDD 2012).
 *
 * <pre>
 *   bid = λ · score,   λ = the first multiplier, micros per impression and unit of normalised score
 * </pre>
 */
public final class Lin implements PacingLaw {

  @Override
  public PacingState start(PacingObservation now) {
    return new PacingState(
        PacingLaw.COLD_START * now.maxBidMicros(),
        now.planShare(),
        now.spendMicros(),
        now.nowMillis());
  }

  @Override
  public PacingState next(PacingState last, PacingObservation now) {
    return now.nowMillis() <= last.atMillis()
        ? last
        : start(now).withMultiplier(last.multiplierMicros());
  }
}
