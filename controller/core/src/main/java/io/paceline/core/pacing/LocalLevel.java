package io.paceline.core.pacing;

/**
 * How far spend of late lay above or below what the spend curve expected: traffic comes in
 * stretches that are richer or poorer than the average, and money that is re-solved by the average
 * alone is gone before a rich end. Keeps {@value #NUMBERS} numbers in a law's memory.
 *
 * <pre>
 *   level = ((S + k) / (P + k))^(W / (W + n))
 *
 *   S  spend of late, micros; after W auctions it counts e times less
 *   P  what the curve expected of it          k  a prior of {@value #PRIOR_BIDS} cold-start bids
 *   W  {@value #WINDOW} auctions              n  the auctions ahead
 * </pre>
 *
 * <p>The exponent is the share of the auctions ahead that may still belong to the stretch: a
 * stretch is believed to last about as long as it was observed.
 */
final class LocalLevel {

  static final int NUMBERS = 3;
  static final double WINDOW = 2_000;

  private static final double PRIOR_BIDS = 25;

  private final double[] memory;
  private final int at;

  /**
   * Works on {@value #NUMBERS} numbers of a memory that the caller has copied.
   *
   * @param at where they begin
   */
  LocalLevel(double[] memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  /** Takes in what was spent since the last tick. */
  void observe(PacingState last, PacingObservation now) {
    if (memory[at + 2] == 0) {
      return; // nothing was expected yet
    }
    // Of those that have ended: spend and auctions must be of the same ones, however late they are.
    double auctions = now.outcomes() == null ? 0 : (double) now.outcomes().settled();
    double kept = Math.exp(-auctions / WINDOW);
    double spent = Math.max(0, (double) (now.spendMicros() - last.spendMicros()));
    memory[at] = memory[at] * kept + spent;
    memory[at + 1] = memory[at + 1] * kept + auctions * memory[at + 2];
  }

  /** Factor by which an auction ahead is believed to cost more than the curve says. */
  double factor(PacingObservation now, double auctionsAhead) {
    double prior = PRIOR_BIDS * PacingLaw.COLD_START * now.maxBidMicros();
    double level = (memory[at] + prior) / (memory[at + 1] + prior);
    return Math.pow(level, WINDOW / (WINDOW + auctionsAhead));
  }

  /** What open bids are expected to cost, micros. */
  double openMicros(PacingObservation now) {
    return now.outcomes() == null ? 0 : now.outcomes().open() * memory[at + 2];
  }

  /** Remembers what the curve expects of each auction until the next tick, micros. */
  void expect(double costMicros) {
    memory[at + 2] = costMicros;
  }
}
