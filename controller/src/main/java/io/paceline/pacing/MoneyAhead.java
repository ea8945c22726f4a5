package io.paceline.pacing;

/**
 * What an auction may cost from now on, so that money and auctions end together. Keeps {@value
 * #NUMBERS} numbers in a law's memory.
 *
 * <pre>
 *   to the period's end:   money = B − spend                     auctions = a · (1 − π) / π
 *   within a time H:       money = B · (dπ/dt · H + π) − spend   auctions = ρ · H
 *
 *   B  the period's budget, micros         π  the plan's share now
 *   a  auctions of this period so far      H  the observation's catch-up time, at most what is left
 *   ρ  auctions a millisecond of late (their memory is 1½ H)
 * </pre>
 *
 * <p>The first form asks only that the budget is spent at the end; the plan then stands for the
 * traffic. The second keeps spend beside the plan: what was missed is made good within H.
 */
final class MoneyAhead {

  static final int NUMBERS = 3;

  private static final double RATE_MEMORY = 1.5;

  private final double[] memory;
  private final int at;

  /**
   * Works on {@value #NUMBERS} numbers of a memory that the caller has copied.
   *
   * @param at where they begin
   */
  MoneyAhead(double[] memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  /** A new period: its auctions are counted anew, the traffic of late stays. */
  void roll() {
    memory[at] = 0;
  }

  /** Counts the auctions since the last tick. */
  void count(PacingState last, PacingObservation now) {
    double auctions = now.outcomes() == null ? 0 : now.outcomes().count();
    memory[at] += auctions;
    if (now.catchUpMillis() > 0) {
      double elapsed = now.nowMillis() - last.atMillis();
      double kept = Math.exp(-elapsed / (RATE_MEMORY * now.catchUpMillis()));
      memory[at + 1] = memory[at + 1] * kept + auctions;
      memory[at + 2] = memory[at + 2] * kept + elapsed;
    }
  }

  /** True before the first auction of the period: nothing can be said of the traffic. */
  boolean unknown() {
    return memory[at] == 0;
  }

  /** Micros for each of the auctions to come, not negative. */
  double perAuction(PacingState last, PacingObservation now) {
    double budget = now.budgetMicros();
    double share = now.planShare();
    if (now.catchUpMillis() <= 0) {
      double auctions = memory[at] * (1 - share) / Math.max(1e-9, share);
      return Math.max(0, budget - now.spendMicros()) / Math.max(1, auctions);
    }
    double elapsed = now.nowMillis() - last.atMillis();
    double left = Math.max(elapsed, (double) (now.periodEndMillis() - now.nowMillis()));
    double horizon = Math.min(left, (double) now.catchUpMillis());
    double speed = Math.max(0, share - last.planShare()) / elapsed;
    double money = budget * Math.min(1, share + speed * horizon) - now.spendMicros();
    double auctions = memory[at + 1] / memory[at + 2] * horizon;
    return Math.max(0, money) / Math.max(1, auctions);
  }
}
