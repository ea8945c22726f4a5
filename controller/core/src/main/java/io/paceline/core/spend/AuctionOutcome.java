package io.paceline.core.spend;

import io.paceline.core.pacing.AuctionOutcomes;

/**
 * What one auction taught: a row of {@link AuctionOutcomes}, kept until the pacing law next moves.
 *
 * @param score normalised score of the impression
 * @param reachMicros see {@link AuctionOutcomes#reachMicros}
 * @param won whether the auction was won
 * @param priceMicros see {@link AuctionOutcomes#priceMicros}
 */
public record AuctionOutcome(float score, float reachMicros, boolean won, long priceMicros) {}
