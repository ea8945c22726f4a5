package io.paceline.core.pacing;

/**
 * How far the recent spend lay above or below what the spend curve expected. There are stretches of
 * traffic in which an auction costs more or less than on average; a law that only knew the average
 * would have no money left for an expensive stretch at the end. This class keeps {@value #NUMBERS}
 * numbers in a law's memory.
 *
 * <pre>
 *   level = ((S + k) / (P + k))^(W / (W + n))
 *
 *   S  recent spend, micros; after W auctions it counts e times less
 *   P  spend that the curve expected of the same auctions, micros
 *   k  a prior: {@value #PRIOR_BIDS} bids of {@link PacingLaw#COLD_START} maximum bids each, micros
 *   W  {@value #WINDOW} auctions
 *   n  the auctions ahead
 * </pre>
 *
 * <p>The exponent is the share of the auctions ahead that may still belong to the present stretch:
 * a stretch is believed to last about as long as it was observed.
 */
final class LocalLevel {

  static final int NUMBERS = 3;
  static final double WINDOW = 2_000;

  private static final double PRIOR_BIDS = 25;

  private final double[] memory;
  private final int at;

  /**
   * Works on {@value #NUMBERS} numbers of a law's memory, of which the caller has made a copy.
   *
   * @param at index of the first of these numbers
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
    // Only auctions that have ended count: spend and count must be those of the same auctions,
    // however late the notices are.
    double auctions = now.outcomes() == null ? 0 : (double) now.outcomes().settled();
    double kept = Math.exp(-auctions / WINDOW);
    double spent = Math.max(0, (double) (now.spendMicros() - last.spendMicros()));
    memory[at] = memory[at] * kept + spent;
    memory[at + 1] = memory[at + 1] * kept + auctions * memory[at + 2];
  }

  /** Factor by which an auction ahead is believed to cost more (or less) than the curve says. */
  double factor(PacingObservation now, double auctionsAhead) {
    double prior = PRIOR_BIDS * PacingLaw.COLD_START * now.maxBidMicros();
    double level = (memory[at] + prior) / (memory[at + 1] + prior);
    return Math.pow(level, WINDOW / (WINDOW + auctionsAhead));
  }

  /** What open bids are expected to cost, micros. */
  double openMicros(PacingObservation now) {
    return now.outcomes() == null ? 0 : now.outcomes().open() * memory[at + 2];
  }

  /** Remembers, until the next tick, what the curve expects an auction to cost, micros. */
  void expect(double costMicros) {
    memory[at + 2] = costMicros;
  }
}
