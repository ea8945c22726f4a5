package io.paceline.core.pacing;

/**
 * No pacing: the multiplier stands at the maximum bid from the first tick to the last, so the
 * budget's hard cap is the only brake. The law serves {@link
 * io.paceline.core.campaign.PacingMode#ASAP} and is the baseline {@code none} of comparisons.
 */
public final class NoPacing implements PacingLaw {

  /** The law's {@link #name}. */
  public static final String NAME = "none";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PacingState start(PacingObservation now) {
    return PacingState.inEveryAuction(
        (double) now.maxBidMicros(), now.targetSpendShare(), now.spendMicros(), now.nowMillis());
  }

  @Override
  public PacingState move(PacingState last, PacingObservation now) {
    return start(now);
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    return start(first);
  }

  @Override
  public PacingState takeOver(PacingState other, PacingObservation now) {
    return start(now);
  }
}
