package io.paceline.core.spend;

/**
 * How many open bids may still win, by how long the budget's own wins took to be heard of. A bid
 * whose loser hears nothing is open until its window ends, but long before that it is surely lost.
 *
 * <pre>
 *   n' = n · e^(−Δ/d) + m · d/Δ · (1 − e^(−Δ/d)),   at most the bids that are open
 *
 *   n  bids that may still win, counted in new ones
 *   m  bids made since the last look, taken as spread evenly over Δ
 *   d  mean time from a bid to the first word of its win, over some {@value #MEMORY} wins
 * </pre>
 *
 * <p>The delay's survival is taken as exponential. How much waits in the mean depends on the mean
 * delay alone (Little, Operations Research 1961), so its shape matters only where traffic changes
 * within a delay. Before the first win nothing is known, and each open bid counts.
 *
 * @param bids bids ever made, at the last look
 * @param likely n at the last look
 * @param wins wins heard of, at most {@value #MEMORY}
 * @param delayMillis d, wall time
 * @param atMillis the last look, wall time
 */
public record OpenBids(long bids, double likely, long wins, double delayMillis, long atMillis) {

  /** Nothing yet. */
  static final OpenBids NONE = new OpenBids(0, 0, 0, 0, 0);

  private static final long MEMORY = 200;

  /** The first word of a win, so long after its bid. */
  OpenBids withWin(long millis) {
    long count = Math.min(wins + 1, MEMORY);
    double delay = delayMillis + (Math.max(0, millis) - delayMillis) / count;
    return new OpenBids(bids, likely, count, delay, atMillis);
  }

  /**
   * As of now.
   *
   * @param bidsEver bids ever made
   * @param open those of which nothing was heard
   */
  OpenBids at(long nowMillis, long bidsEver, long open) {
    double count = open;
    if (wins > 0) {
      double delays = Math.max(0, nowMillis - atMillis) / Math.max(1, delayMillis);
      double kept = Math.exp(-delays);
      double fresh = delays == 0 ? 1 : (1 - kept) / delays;
      count = Math.min(count, likely * kept + (bidsEver - bids) * fresh);
    }
    return new OpenBids(bidsEver, count, wins, delayMillis, nowMillis);
  }
}
