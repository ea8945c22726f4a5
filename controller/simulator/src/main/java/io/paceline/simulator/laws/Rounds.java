package io.paceline.simulator.laws;

import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * Control rounds of {@value #ROUND_MILLIS} ms: laws of the literature that act once a minute look
 * at the spend of the last round, not at that of a tick. Keeps {@value #NUMBERS} numbers at the
 * start of a law's memory: the round's start, and plan's share and spend at that time.
 */
final class Rounds {

  static final long ROUND_MILLIS = 60_000;
  static final int NUMBERS = 3;

  private Rounds() {}

  /** Memory of a law at the start of a period, its own numbers zero. */
  static double[] begin(PacingObservation now, int ownNumbers) {
    double[] memory = new double[NUMBERS + ownNumbers];
    mark(memory, now);
    return memory;
  }

  /** Begins a round. */
  static void mark(double[] memory, PacingObservation now) {
    memory[0] = now.nowMillis();
    memory[1] = now.planShare();
    memory[2] = now.spendMicros();
  }

  /** Whether the round that is running is over. */
  static boolean isOver(PacingState state, PacingObservation now) {
    return now.nowMillis() - state.memory()[0] >= ROUND_MILLIS;
  }

  /**
   * How far the round's spend lay below its plan, over the plan; −2 to 1. A round without plan has
   * no error.
   */
  static double relativeError(PacingState state, PacingObservation now) {
    double planned = (now.planShare() - state.memory()[1]) * now.budgetMicros();
    double spent = now.spendMicros() - state.memory()[2];
    return planned > 0 ? Math.max(-2, (planned - spent) / planned) : 0;
  }

  /** Within a ten-thousandth and a thousand maximum bids. */
  static double bounded(double micros, PacingObservation now) {
    double maxBid = Math.max(1L, now.maxBidMicros());
    return Math.max(1e-4 * maxBid, Math.min(1e3 * maxBid, micros));
  }
}
