package io.paceline.core.pacing;

/**
 * A control law: it calculates, from what a budget has spent, the multiplier that scales the bids.
 * A law is pure: it has no clock, no I/O and no memory but the state.
 */
public interface PacingLaw {

  /**
   * First multiplier of a budget, as a share of its campaign's maximum bid. A lower one costs
   * minutes, a higher one money that is spent before the first notice comes.
   */
  double COLD_START = 0.2;

  /**
   * State before the first observation of a period; the multiplier is in micros per unit of
   * normalised score.
   */
  PacingState start(PacingObservation observation);

  /** State after one more tick. A tick that comes twice or out of order must do no harm. */
  PacingState next(PacingState state, PacingObservation observation);

  /**
   * State at the first tick of a new period: what the market taught (the multiplier) stays, what
   * belongs to the old period (its plan and spend) goes.
   *
   * @param old the last state of the period that ended
   * @param firstOfNewPeriod the first observation of the period that begins
   */
  default PacingState roll(PacingState old, PacingObservation firstOfNewPeriod) {
    PacingState fresh = start(firstOfNewPeriod);
    return new PacingState(
        old.multiplierMicros(), fresh.planShare(), fresh.spendMicros(), fresh.atMillis());
  }
}
