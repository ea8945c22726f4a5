package io.paceline.core.spend;

/**
 * Estimates how many open bids may still win, from the time that the notices of the budget's own
 * wins took to come. Where an exchange sends no loss notices, a lost bid stays open until its
 * window ends, although it is surely lost long before that.
 *
 * <pre>
 *   n' = n · e^(−Δ/d) + m · d/Δ · (1 − e^(−Δ/d)),   at most the bids that are open
 *
 *   n  bids that may still win; a new bid counts as one, an older bid as a part of one
 *   Δ  wall time since the last look, that is, the last call of {@link #at}
 *   m  bids made since the last look, assumed to be spread evenly over Δ
 *   d  mean wall time from a bid to the first notice of its win, over some {@value #MEMORY} wins
 * </pre>
 *
 * <p>The delay is assumed to be exponentially distributed. The mean number of waiting bids depends
 * on the mean delay alone (Little, Operations Research 1961), so the shape of the distribution
 * matters only where traffic changes within a delay. Before the first win nothing is known about
 * the delay, and each open bid counts in full.
 *
 * @param bids bids made so far, at the last look
 * @param likely n at the last look
 * @param wins wins whose notices came, counted up to {@value #MEMORY}
 * @param delayMillis d, wall milliseconds
 * @param atMillis the last look, wall time
 */
public record OpenBids(long bids, double likely, long wins, double delayMillis, long atMillis) {

  /** The estimate before the first look. */
  static final OpenBids NONE = new OpenBids(0, 0, 0, 0, 0);

  private static final long MEMORY = 200;

  /**
   * The estimate after one more win.
   *
   * @param millis wall time from the bid to the first notice of the win
   */
  OpenBids withWin(long millis) {
    long count = Math.min(wins + 1, MEMORY);
    double delay = delayMillis + (Math.max(0, millis) - delayMillis) / count;
    return new OpenBids(bids, likely, count, delay, atMillis);
  }

  /**
   * The estimate as of now.
   *
   * @param bidsEver bids made so far
   * @param open bids of which nothing was heard yet
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
