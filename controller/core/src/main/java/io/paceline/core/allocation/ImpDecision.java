package io.paceline.core.allocation;

import io.paceline.core.openrtb.NoBidReason;

/**
 * What allocation decided for one impression; exactly one of the two components is null.
 *
 * @param proposal the chosen campaign's bid before its price, or null
 * @param reason why no campaign was chosen, or null
 */
public record ImpDecision(ProposedBid proposal, NoBidReason reason) {}
