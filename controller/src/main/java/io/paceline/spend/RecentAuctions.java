package io.paceline.spend;

import io.paceline.ledger.Counters;

/**
 * How the last while's auctions went: what tells a market that is too dear from one that is too
 * small.
 *
 * @param sinceMillis start of the running window, campaign time
 * @param answeredBefore bids answered before the running window
 * @param winsBefore wins before the running window
 * @param answered bids answered in the last full window
 * @param wins wins in the last full window
 */
public record RecentAuctions(
    long sinceMillis, long answeredBefore, long winsBefore, long answered, long wins) {

  static final RecentAuctions NONE = new RecentAuctions(0, 0, 0, 0, 0);

  private static final long WINDOW_MILLIS = 900_000L;

  RecentAuctions at(long nowMillis, Counters counters) {
    if (nowMillis - sinceMillis < WINDOW_MILLIS) {
      return this;
    }
    long answeredNow = counters.wins() + counters.losses() + counters.expired();
    return new RecentAuctions(
        nowMillis,
        answeredNow,
        counters.wins(),
        answeredNow - answeredBefore,
        counters.wins() - winsBefore);
  }
}
