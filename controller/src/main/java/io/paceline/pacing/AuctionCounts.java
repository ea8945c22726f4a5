package io.paceline.pacing;

/**
 * How a budget's auctions went, counted from its first one or within a while.
 *
 * @param won bids that won
 * @param lost bids that lost, or of which nothing was heard within their window
 * @param belowFloor impressions not bid on since the bid would have been below the floor
 * @param satOut impressions that pacing sat out
 */
public record AuctionCounts(long won, long lost, long belowFloor, long satOut) {

  /** Nothing yet. */
  public static final AuctionCounts NONE = new AuctionCounts(0, 0, 0, 0);

  /** What was counted since an earlier count. */
  public AuctionCounts since(AuctionCounts earlier) {
    return new AuctionCounts(
        won - earlier.won,
        lost - earlier.lost,
        belowFloor - earlier.belowFloor,
        satOut - earlier.satOut);
  }

  /** Auctions that were entered and have ended. */
  public long answered() {
    return won + lost;
  }

  /** Auctions that were there. */
  public long offered() {
    return won + lost + belowFloor + satOut;
  }
}
