package io.paceline.core.pacing;

/**
 * What was learned from a budget's own auctions since the last tick: one row per auction, in no
 * particular order.
 *
 * <p>Traffic is known at once, but outcomes are not: where notices are late, the rows belong to
 * earlier proposals than the ones that {@code proposed} counts. Where more auctions ended than rows
 * are kept, the rows are a uniform random sample of them.
 *
 * @param count how many rows of the arrays are filled
 * @param score normalised score of the impression, positive
 * @param reachMicros the multiplier up to which the auction tells something: the multiplier it was
 *     bid with or, where a lack of money held the bid down, bid / score (in a first-price auction
 *     the bid's critical value / score); 0 for an auction that was sat out, which tells its score
 *     only
 * @param won whether it was won
 * @param priceMicros the value from which the auction is won. Second price: the price paid or, for
 *     a lost auction, the price to beat where the exchange reveals it ({@code
 *     ${AUCTION_MIN_TO_WIN}}). First price: see {@link io.paceline.core.bidding.CriticalValue}. 0
 *     where it is unknown
 * @param settled how many auctions with a known outcome the rows stand for, {@code count} or more
 * @param proposed auctions proposed since the last tick: the traffic
 * @param open expected number of bids whose outcome is not known yet and that may still win; a bid
 *     counts only in part once it has been open for so long that a win would probably be known
 */
public record AuctionOutcomes(
    int count,
    double[] score,
    double[] reachMicros,
    boolean[] won,
    long[] priceMicros,
    long settled,
    long proposed,
    double open) {

  /** Outcomes of auctions that end as soon as they are proposed, with a row for each of them. */
  public static AuctionOutcomes settledAtOnce(
      int count, double[] score, double[] reachMicros, boolean[] won, long[] priceMicros) {
    return new AuctionOutcomes(count, score, reachMicros, won, priceMicros, count, count, 0);
  }
}
