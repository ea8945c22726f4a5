package io.paceline.core.pacing;

/**
 * Calculates the money and the auctions that lie ahead. Their ratio is what an auction may cost
 * from now on, so that money and auctions end together. This class keeps {@value #NUMBERS} numbers
 * in a law's memory.
 *
 * <pre>
 *   to the period's end:   money = B − spend                     auctions = a · (1 − π) / π
 *   within a time H:       money = B · (dπ/dt · H + π) − spend   auctions = ρ · H
 *
 *   B  the period's budget, micros         π  the plan's share now
 *   a  auctions of this period so far      H  the observation's catch-up time, at most what is left
 *   ρ  recent auctions per millisecond of campaign time (averaged over 1½ catch-up times)
 * </pre>
 *
 * <p>The first form asks only that the budget is spent at the end; the plan then stands for the
 * traffic. The second form keeps the spend close to the plan: what was missed is made good within
 * H. With an {@link Outlook}, the outlook's plan share takes the place of the straight line, and
 * auctions are counted per usual traffic instead of per time, so that a peak is allowed for as soon
 * as it begins. Money that open bids are expected to cost does not count as money ahead, or late
 * notices would look like missing spend (Smith 1957, control with dead time).
 */
public final class MoneyAhead {

  public static final int NUMBERS = 3;

  private static final double RATE_MEMORY = 1.5;

  /**
   * A tick tells nothing about the traffic if at least this share of the catch-up time has passed
   * since the last tick and fewer than this share of the usual auctions came: nobody was bidding
   * then.
   */
  private static final double GAP = 0.25;

  private static final double HARDLY_ANY = 1e-12;

  private final double[] memory;
  private final int at;

  /**
   * Works on {@value #NUMBERS} numbers of a law's memory, of which the caller has made a copy.
   *
   * @param at index of the first of these numbers
   */
  public MoneyAhead(double[] memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  /** Begins a new period: its auctions are counted anew, the recent traffic stays known. */
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

  /** True while nothing can be said about the traffic: before the first auction of the period. */
  public boolean unknown(PacingObservation now) {
    return memory[at] == 0 || (now.outlook() != null && memory[at + 1] == 0);
  }

  /** Auctions expected until the period's end, by the plan. */
  public double auctionsToEnd(PacingObservation now) {
    double share = now.targetSpendShare();
    return Math.max(1, memory[at] * (1 - share) / Math.max(1e-9, share));
  }

  /** Auctions expected within the horizon. */
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
    double share = now.targetSpendShare();
    if (now.outlook() != null) {
      share = now.outlook().targetSpendShare();
    } else if (now.catchUpMillis() > 0) {
      double elapsed = now.nowMillis() - last.atMillis();
      double speed = Math.max(0, share - last.targetSpendShare()) / elapsed;
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
