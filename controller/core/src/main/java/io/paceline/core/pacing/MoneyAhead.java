package io.paceline.core.pacing;

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
 * traffic. The second keeps spend beside the plan: what was missed is made good within H. With an
 * {@link Outlook} its plan takes the place of the straight line, and auctions are counted per usual
 * traffic instead of per time, so that a peak is met when it begins. Money that open bids are
 * expected to cost is no longer ahead: without that, late notices would look like missing spend
 * (Smith 1957, control with dead time).
 */
public final class MoneyAhead {

  public static final int NUMBERS = 3;

  private static final double RATE_MEMORY = 1.5;

  /**
   * A tick that is late by such a share of the horizon, with fewer than such a share of the usual
   * auctions, tells nothing: nobody was bidding.
   */
  private static final double GAP = 0.25;

  private static final double HARDLY_ANY = 1e-12;

  private final double[] memory;
  private final int at;

  /**
   * Works on {@value #NUMBERS} numbers of a memory that the caller has copied.
   *
   * @param at where they begin
   */
  public MoneyAhead(double[] memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  /** A new period: its auctions are counted anew, the traffic of late stays. */
  public void roll() {
    memory[at] = 0;
  }

  /** Counts the auctions since the last tick. */
  public void count(PacingState last, PacingObservation now) {
    double auctions = now.outcomes() == null ? 0 : (double) now.outcomes().proposed();
    memory[at] += auctions;
    double elapsed = now.nowMillis() - last.atMillis();
    if (now.outlook() != null) {
      double traffic = now.outlook().trafficPassed();
      boolean late = elapsed >= GAP * now.catchUpMillis();
      if (!late || auctions * memory[at + 2] >= GAP * memory[at + 1] * traffic) {
        double kept = Math.exp(-elapsed / (RATE_MEMORY * now.catchUpMillis()));
        memory[at + 1] = memory[at + 1] * kept + auctions;
        memory[at + 2] = memory[at + 2] * kept + traffic;
      }
    } else if (now.catchUpMillis() > 0) {
      double kept = Math.exp(-elapsed / (RATE_MEMORY * now.catchUpMillis()));
      memory[at + 1] = memory[at + 1] * kept + auctions;
      memory[at + 2] = memory[at + 2] * kept + elapsed;
    }
  }

  /** True before the first auction of the period: nothing can be said of the traffic. */
  public boolean unknown(PacingObservation now) {
    return memory[at] == 0 || (now.outlook() != null && memory[at + 1] == 0);
  }

  /** Auctions to come to the period's end, by the plan. */
  public double auctionsToEnd(PacingObservation now) {
    double share = now.planShare();
    return Math.max(1, memory[at] * (1 - share) / Math.max(1e-9, share));
  }

  /** Auctions to come within the horizon. */
  public double auctions(PacingState last, PacingObservation now) {
    if (now.outlook() != null) {
      double perTraffic = memory[at + 1] / Math.max(HARDLY_ANY, memory[at + 2]);
      return Math.max(1, perTraffic * now.outlook().trafficAhead());
    }
    return now.catchUpMillis() <= 0
        ? auctionsToEnd(now)
        : Math.max(1, memory[at + 1] / memory[at + 2] * horizonMillis(last, now));
  }

  /**
   * Micros to be spent within the horizon, not negative.
   *
   * @param openMicros what open bids are expected to cost
   */
  public double money(PacingState last, PacingObservation now, double openMicros) {
    double budget = now.budgetMicros();
    double share = now.planShare();
    if (now.outlook() != null) {
      share = now.outlook().planShare();
    } else if (now.catchUpMillis() > 0) {
      double elapsed = now.nowMillis() - last.atMillis();
      double speed = Math.max(0, share - last.planShare()) / elapsed;
      share = Math.min(1, share + speed * horizonMillis(last, now));
    } else {
      share = 1;
    }
    return Math.max(0, budget * share - now.spendMicros() - openMicros);
  }

  private static double horizonMillis(PacingState last, PacingObservation now) {
    long elapsed = now.nowMillis() - last.atMillis();
    long left = Math.max(elapsed, now.periodEndMillis() - now.nowMillis());
    return Math.min(left, now.catchUpMillis());
  }
}
