package io.paceline.core.pacing;

/**
 * Counts of how a budget's auctions went, since its first auction or within some span of time.
 *
 * @param won bids that won
 * @param lost bids that lost, or of which nothing was heard within their window
 * @param belowFloor impressions not bid on because the bid would have been below the floor
 * @param satOut impressions that pacing sat out
 * @param caps requests that frequency caps admitted and kept out, before any auction
 */
public record AuctionCounts(long won, long lost, long belowFloor, long satOut, CapCounts caps) {

  /** No auctions yet. */
  public static final AuctionCounts NONE = withoutCaps(0, 0, 0, 0);

  /** Counts for campaigns without a frequency cap. */
  public static AuctionCounts withoutCaps(long won, long lost, long belowFloor, long satOut) {
    return new AuctionCounts(won, lost, belowFloor, satOut, CapCounts.NONE);
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

  /**
   * Auctions that were offered to the budget, entered or not. Those that are still open and those
   * for which money was lacking are not counted.
   */
  public long offered() {
    return won + lost + belowFloor + satOut;
  }

  /**
   * Estimates how many more auctions the budget would have been offered without frequency caps.
   * Allocation gives a budget only some of the requests that fit, so the requests that caps kept
   * out are multiplied by the auctions offered per admitted request. If none was admitted or none
   * was offered, each request that caps kept out counts as one auction.
   */
  public double cappedOut() {
    return caps.admitted() == 0 || offered() == 0
        ? caps.keptOut()
        : (double) offered() * caps.keptOut() / caps.admitted();
  }
}
