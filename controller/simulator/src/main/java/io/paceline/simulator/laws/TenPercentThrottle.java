package io.paceline.simulator.laws;

import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * LinkedIn's ±10 %: Agarwal, Ghosh, Wei and You, "Budget Pacing for Targeted Online Advertisements
 * at LinkedIn" (KDD 2014). The multiplier never moves; once a minute the law changes the share of
 * auctions in which the campaign takes part.
 *
 * <pre>
 *   p ← min(1, 1.1 · p)   where less is spent in the period so far than planned, else 0.9 · p
 *
 *   p  share of auctions to take part in, at first 0.1 (the paper's slow start), at least 0.001
 * </pre>
 */
public final class TenPercentThrottle implements PacingLaw {

  /** The law's {@link #name}. */
  public static final String NAME = "linkedin";

  private static final double RATE = 0.1;
  private static final double FIRST = 0.1;
  private static final double LEAST = 0.001;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PacingState start(PacingObservation now) {
    return state(PacingLaw.COLD_START * now.maxBidMicros(), 1 - FIRST, now);
  }

  @Override
  public PacingState move(PacingState last, PacingObservation now) {
    if (!Rounds.isOver(last, now)) {
      return last.waiting(now);
    }
    boolean behind = now.spendMicros() < now.targetSpendShare() * now.budgetMicros();
    double part = (1 - last.skipShare()) * (behind ? 1 + RATE : 1 - RATE);
    return state(last.pacingMultiplier(), 1 - Math.max(LEAST, Math.min(1, part)), now);
  }

  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    return state(old.pacingMultiplier(), old.skipShare(), first);
  }

  private static PacingState state(double micros, double skipShare, PacingObservation now) {
    return new PacingState(
        micros,
        now.targetSpendShare(),
        now.spendMicros(),
        now.nowMillis(),
        skipShare,
        Rounds.begin(now, 0));
  }
}
