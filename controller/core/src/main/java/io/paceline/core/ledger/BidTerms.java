package io.paceline.core.ledger;

/**
 * What pacing needs to know about a bid when its auction is over. The ledger carries the terms
 * while the bid is open and does not use them. They are floats, because seven digits are enough for
 * a spend curve.
 *
 * @param score normalised score of the impression
 * @param reachMicros the pacing multiplier up to which the outcome of the auction tells something;
 *     see {@link io.paceline.core.pacing.AuctionOutcomes#reachMicros}
 * @param wonFromMicros in a first-price auction, the value from which the auction counts as won if
 *     the bid wins; 0 in a second-price auction, where the price paid is that value
 */
public record BidTerms(float score, float reachMicros, float wonFromMicros) {}
