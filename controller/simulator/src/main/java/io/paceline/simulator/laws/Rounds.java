package io.paceline.simulator.laws;

import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;

/**
 * Control rounds of {@value #ROUND_MILLIS} ms, for laws of the literature that act once a minute
 * instead of at every tick. A round takes {@value #NUMBERS} numbers at the start of a law's memory:
 * the time at which it began, and the plan's share and the spend at that time.
 */
final class Rounds {

  static final long ROUND_MILLIS = 60_000;
  static final int NUMBERS = 3;

  private Rounds() {}

  /** The memory of a law whose round begins now; the law's own numbers are zero. */
  static double[] begin(PacingObservation now, int ownNumbers) {
    double[] memory = new double[NUMBERS + ownNumbers];
    mark(memory, now);
    return memory;
  }

  /** Begins a round in the memory of a law, whose own numbers stay. */
  static void mark(double[] memory, PacingObservation now) {
    memory[0] = now.nowMillis();
    memory[1] = now.targetSpendShare();
    memory[2] = now.spendMicros();
  }

  /** Whether the current round is over. */
  static boolean isOver(PacingState state, PacingObservation now) {
    return now.nowMillis() - state.memory()[0] >= ROUND_MILLIS;
  }

  /**
   * The round's relative error (planned − spent) / planned, −2 to 1; 0 where nothing was planned.
   */
  static double relativeError(PacingState state, PacingObservation now) {
    double planned = (now.targetSpendShare() - state.memory()[1]) * now.budgetMicros();
    double spent = now.spendMicros() - state.memory()[2];
    return planned > 0 ? Math.max(-2, (planned - spent) / planned) : 0;
  }
}
