package io.paceline.core.pacing;

/**
 * No pacing: the multiplier stands at the maximum bid from the first tick to the last, so the
 * budget's hard cap is the only brake. The law serves {@link
 * io.paceline.core.campaign.PacingMode#ASAP} and is the baseline {@code none} of comparisons.
 */
public final class NoPacing implements PacingLaw {

  @Override
  public PacingState start(PacingObservation observation) {
    return new PacingState(
        observation.maxBidMicros(),
        observation.planShare(),
        observation.spendMicros(),
        observation.nowMillis());
  }

  @Override
  public PacingState next(PacingState state, PacingObservation observation) {
    return observation.nowMillis() <= state.atMillis() ? state : start(observation);
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation firstOfNewPeriod) {
    return start(firstOfNewPeriod);
  }
}
