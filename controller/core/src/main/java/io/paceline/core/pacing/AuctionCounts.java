package io.paceline.core.pacing;

/**
 * How a budget's auctions went, counted from its first one or within a while.
 *
 * @param won bids that won
 * @param lost bids that lost, or of which nothing was heard within their window
 * @param belowFloor impressions not bid on since the bid would have been below the floor
 * @param satOut impressions that pacing sat out
 * @param caps what frequency caps kept out before any auction
 */
public record AuctionCounts(long won, long lost, long belowFloor, long satOut, CapCounts caps) {

  /** Nothing yet. */
  public static final AuctionCounts NONE = new AuctionCounts(0, 0, 0, 0);

  /** State of before caps were counted restores as null. */
  public AuctionCounts {
    caps = caps == null ? CapCounts.NONE : caps;
  }

  /** Auctions of campaigns without a cap. */
  public AuctionCounts(long won, long lost, long belowFloor, long satOut) {
    this(won, lost, belowFloor, satOut, CapCounts.NONE);
  }

  /** What was counted since an earlier count. */
  public AuctionCounts since(AuctionCounts earlier) {
    return new AuctionCounts(
        won - earlier.won,
        lost - earlier.lost,
        belowFloor - earlier.belowFloor,
        satOut - earlier.satOut,
        caps.since(earlier.caps));
  }

  /** Auctions that were entered and have ended. */
  public long answered() {
    return won + lost;
  }

  /** Auctions that were there. */
  public long offered() {
    return won + lost + belowFloor + satOut;
  }

  /**
   * Auctions that caps kept out: as many for each that was there as requests kept out for each that
   * was admitted, since allocation gives a budget only some of the requests that fit.
   */
  public double cappedOut() {
    return caps.admitted() == 0 || offered() == 0
        ? caps.keptOut()
        : (double) offered() * caps.keptOut() / caps.admitted();
  }
}
