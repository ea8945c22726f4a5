/**
 * Takes the third step of a decision: it chooses the campaign that gets each impression of a scored
 * request.
 *
 * <p>{@link Allocator} takes a scored request and returns one {@link ImpDecision} per impression,
 * which holds a {@link ProposedBid} or the answer that there is none. The weight of a candidate is
 * its normalised score times its push; the allocator takes the heaviest candidate or, in another
 * {@link Allocator.Mode}, draws one in proportion to the weights. The proposed bid has no price
 * yet: it carries to the controller of its budget ({@code spend}) all that is needed to set one.
 * Bid ids and draws are hashes of the ids of the request and the campaign, so that a replay decides
 * the same. The digits of the bid id also decide which bids explore the market, and which of them a
 * {@link TrainingSample} takes for the training log. Of a budget this package knows only the push,
 * neither the multiplier nor what is left, and it has no clock. Start with {@link Allocator}, then
 * read {@link ProposedBid}.
 */
@NullMarked
package io.paceline.core.allocation;

import org.jspecify.annotations.NullMarked;
