package io.paceline.core.spend;

import io.paceline.core.pacing.AuctionOutcomes;

/**
 * What one auction taught; a row of {@link AuctionOutcomes}, kept until the next tick.
 *
 * @param score normalised score of the impression
 * @param reachMicros see {@link AuctionOutcomes#reachMicros}
 * @param won whether it was won
 * @param priceMicros see {@link AuctionOutcomes#priceMicros}
 */
public record AuctionOutcome(float score, float reachMicros, boolean won, long priceMicros) {}
