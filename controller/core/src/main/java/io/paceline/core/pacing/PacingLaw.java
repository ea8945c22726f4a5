package io.paceline.core.pacing;

/**
 * A control law: it calculates, from what a budget has spent, the multiplier that scales the bids.
 * A law is pure: it has no clock, no I/O and no memory but the state. {@link PacingLaws} lists the
 * laws that a budget can be paced by.
 *
 * <p>A law that has to remember more than the other components of {@link PacingState} keeps its
 * numbers in {@link PacingState#memory}, and returns a new array for every change: the job saves an
 * array only where it is another object than the one before. While a campaign is paused or outside
 * its flight, {@link PacingState#waiting} moves time, spend and plan on but leaves these numbers as
 * they are. So a law remembers sums over its own ticks rather than points in time or of the plan.
 * {@code io.paceline.simulator.laws.Pid} is a short example.
 */
public interface PacingLaw {

  /**
   * First multiplier of a budget, as a share of its campaign's maximum bid. With a lower share a
   * budget takes minutes longer to reach its pace; with a higher one it spends too much before the
   * first notice comes.
   */
  double COLD_START = 0.2;

  /** Lowest multiplier, as a share of the maximum bid. */
  double LOWEST_OF_MAX_BID = 1e-4;

  /** Highest multiplier, in maximum bids. */
  double HIGHEST_OF_MAX_BID = 1e3;

  /**
   * Limits a multiplier to the widest range that a law may use: from a ten-thousandth of the
   * maximum bid to a thousand maximum bids. Scores are normalised to a mean of 1 and no bid exceeds
   * the maximum bid, so no market asks for a multiplier outside of this range. A law may keep to a
   * narrower one.
   *
   * @param micros what the law calculated, not NaN
   * @return micros per unit of normalised score, positive
   */
  static double bounded(double micros, PacingObservation now) {
    double maxBid = Math.max(1L, now.maxBidMicros());
    return Math.max(LOWEST_OF_MAX_BID * maxBid, Math.min(HIGHEST_OF_MAX_BID * maxBid, micros));
  }

  /** The law's name in options, reports and stored memory. */
  String name();

  /**
   * The version of what the numbers of {@link PacingState#memory} mean. Whoever changes their
   * meaning raises it, so that stored numbers of the old meaning are never read.
   */
  default int version() {
    return 1;
  }

  /** First state of a budget, made from its first observation. */
  PacingState start(PacingObservation now);

  /**
   * State after one more tick. A tick that comes twice or out of order changes nothing, and the
   * first tick of a new period is left to {@link #roll}.
   */
  default PacingState next(PacingState last, PacingObservation now) {
    if (now.nowMillis() <= last.atMillis()) {
      return last;
    }
    return last.atMillis() < now.periodStartMillis() ? roll(last, now) : move(last, now);
  }

  /**
   * State after a tick that is later than the last one and in the same period. The spend controller
   * calls this at most every 15 s of campaign time, a replay as often as its protocol says.
   *
   * <p>The caller does not bound the multiplier. The law itself has to keep it positive, finite and
   * within {@link #bounded}, so that a gap in the traffic cannot wind it up.
   *
   * <p>The law is also asked while the money of the period is spent ({@link
   * PacingObservation#isSpent}), so that nothing can be bid until the next one. The multiplier that
   * it returns then is the one with which the next period begins. So a law that moves its
   * multiplier or a sum step by step should hold both, and return {@link PacingState#waiting}: no
   * spend follows its steps then, and they would go on until a bound stops them. A law that
   * calculates its multiplier anew at each move, as {@link Resolving} does, need not hold it.
   */
  PacingState move(PacingState last, PacingObservation now);

  /**
   * State at the first tick of a new period: what the market taught (the multiplier) stays, what
   * belongs to the old period (its plan and spend) goes.
   *
   * @param old the last state of the period that ended
   * @param first the first observation of the period that begins
   */
  default PacingState roll(PacingState old, PacingObservation first) {
    return start(first).withMultiplier(old.pacingMultiplier());
  }

  /**
   * First state of a budget that another law, or another version of this one, has paced so far. Its
   * multiplier stays; its memory says nothing to this law.
   */
  default PacingState takeOver(PacingState other, PacingObservation now) {
    return start(now).withMultiplier(other.pacingMultiplier());
  }
}
