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

  /** The law's {@link #name}. */
  public static final String NAME = "lin";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PacingState start(PacingObservation now) {
    return PacingState.inEveryAuction(
        PacingLaw.COLD_START * now.maxBidMicros(),
        now.targetSpendShare(),
        now.spendMicros(),
        now.nowMillis());
  }

  @Override
  public PacingState move(PacingState last, PacingObservation now) {
    return start(now).withMultiplier(last.pacingMultiplier());
  }
}
