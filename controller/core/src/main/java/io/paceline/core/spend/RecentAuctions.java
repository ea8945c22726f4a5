package io.paceline.core.spend;

import io.paceline.core.pacing.AuctionCounts;

/**
 * How the auctions of the last full window (a quarter of an hour of campaign time) went. The status
 * of a budget uses this to tell a market that is too dear from one that is too small.
 *
 * @param sinceMillis start of the running window, campaign time
 * @param before all auctions before the running window
 * @param last the auctions of the last full window
 */
public record RecentAuctions(long sinceMillis, AuctionCounts before, AuctionCounts last) {

  static final RecentAuctions NONE = new RecentAuctions(0, AuctionCounts.NONE, AuctionCounts.NONE);

  private static final long WINDOW_MILLIS = 900_000L;

  RecentAuctions at(long nowMillis, AuctionCounts all) {
    if (nowMillis - sinceMillis < WINDOW_MILLIS) {
      return this;
    }
    return new RecentAuctions(nowMillis, all, all.since(before));
  }
}
