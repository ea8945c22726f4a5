package io.paceline.core.ledger;

/**
 * What pacing wants to know of a bid when its auction is over; the ledger only carries it while the
 * bid is open. Seven digits are enough for a curve.
 *
 * @param score normalised score of the impression
 * @param reachMicros the multiplier up to which the outcome tells something
 * @param wonFromMicros value from which the auction is won, if it is; 0 where the price paid tells
 */
public record BidTerms(float score, float reachMicros, float wonFromMicros) {}
