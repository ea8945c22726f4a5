package io.paceline.core.pacing;

/**
 * What a budget's own auctions taught since the last tick, one row an auction, in their order.
 *
 * <p>Where notices are late, rows belong to earlier proposals than {@code proposed} counts: traffic
 * is known at once, outcomes are not. Where more auctions ended than rows are kept, the rows are a
 * fair sample of them.
 *
 * @param count how many rows of the arrays are filled
 * @param score normalised score of the impression, positive
 * @param reachMicros the multiplier up to which the auction tells something: the one it was bid
 *     with or, where another bound held the bid down, bid / score; 0 for an auction that was sat
 *     out, which tells its score only
 * @param won whether it was won
 * @param priceMicros the value from which the auction is won. Second price: the price paid or, of a
 *     lost auction, the price to beat where the exchange reveals it ({@code
 *     ${AUCTION_MIN_TO_WIN}}). First price: see {@link io.paceline.core.bidding.CriticalValue}. 0
 *     where it is unknown
 * @param settled how many auctions the rows stand for, {@code count} or more
 * @param proposed auctions proposed since the last tick: the traffic
 * @param open bids whose outcome is not known yet and that may still win; a part of one where it is
 *     open for so long that its win would probably be known
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

  /** Auctions that end as soon as they are proposed, all of them rows. */
  public AuctionOutcomes(
      int count, double[] score, double[] reachMicros, boolean[] won, long[] priceMicros) {
    this(count, score, reachMicros, won, priceMicros, count, count, 0);
  }
}
