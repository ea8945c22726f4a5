package io.paceline.pacing;

/**
 * What a budget's own auctions taught since the last tick, one row an auction, in their order.
 *
 * @param count how many rows of the arrays are filled
 * @param score normalised score of the impression, positive
 * @param reachMicros the multiplier up to which the auction tells something: the one it was bid
 *     with or, where another bound held the bid down, bid / score; 0 for an auction that was sat
 *     out, which tells its score only
 * @param won whether it was won
 * @param priceMicros the price paid or, of a lost auction, the price to beat where the exchange
 *     reveals it ({@code ${AUCTION_MIN_TO_WIN}}); 0 where it is unknown
 */
public record AuctionOutcomes(
    int count, double[] score, double[] reachMicros, boolean[] won, long[] priceMicros) {}
