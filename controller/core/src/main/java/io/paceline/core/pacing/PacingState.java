package io.paceline.core.pacing;

/**
 * What a law remembers between two of its moves. The spend controller ticks more often than the law
 * moves.
 *
 * @param pacingMultiplier value of an impression per unit of normalised score, micros, positive
 * @param targetSpendShare share of the period's budget the plan wanted spent at the law's last
 *     move, 0 to 1
 * @param spendMicros the period's spend at the law's last move
 * @param atMillis campaign time of the law's last move
 * @param skipShare share of the auctions to sit out, 0 to 1; more than 0 only where even the lowest
 *     multiplier would spend too much
 * @param memory the law's own numbers, never changed in place; empty where it needs none
 */
public record PacingState(
    double pacingMultiplier,
    double targetSpendShare,
    long spendMicros,
    long atMillis,
    double skipShare,
    double[] memory) {

  /** The memory of a law that needs none. */
  public static final double[] NO_MEMORY = {};

  /** State of a law that takes part in every auction and needs no memory of its own. */
  public static PacingState inEveryAuction(
      double pacingMultiplier, double targetSpendShare, long spendMicros, long atMillis) {
    return new PacingState(pacingMultiplier, targetSpendShare, spendMicros, atMillis, 0, NO_MEMORY);
  }

  /**
   * The next state of a budget that cannot bid, because its campaigns are paused or outside their
   * flights, or because its money is spent. Time, spend and plan are those of the observation; the
   * multiplier and the law's memory stay unchanged.
   */
  public PacingState waiting(PacingObservation now) {
    return new PacingState(
        pacingMultiplier,
        now.targetSpendShare(),
        now.spendMicros(),
        now.nowMillis(),
        skipShare,
        memory);
  }

  /** The same state with these numbers as the law's memory. */
  public PacingState withMemory(double[] numbers) {
    return new PacingState(
        pacingMultiplier, targetSpendShare, spendMicros, atMillis, skipShare, numbers);
  }

  /** The same state with another multiplier, for callers that choose the multiplier themselves. */
  public PacingState withMultiplier(double micros) {
    return new PacingState(micros, targetSpendShare, spendMicros, atMillis, skipShare, memory);
  }
}
