/**
 * Takes the first step of a decision: it finds the campaigns that may be shown in each impression
 * of a bid request.
 *
 * <p>The caller builds an {@link EligibilityIndex} from all campaigns, anew after every change, and
 * asks it about a request, given the user's profile, the campaign time, a {@link BudgetBoard} and
 * the user's open bids ({@link InFlight}). The answer is an {@link EligibleRequest}, which holds
 * for each impression the {@link Candidates}, or the {@code NoBidReason} of the campaign that came
 * furthest. An {@link Offer} is a campaign with one of its creatives; a {@link Candidate} is an
 * offer that fits the impression, together with the push, by which allocation favours a budget that
 * lies behind its plan. {@link CampaignBook} keeps the campaigns and budgets, and builds the index
 * and the board again after an edit. {@link DeadlinePolicy} refuses requests that come too late to
 * be answered in time, given how long scoring takes at present ({@link ScoringDelay}). {@link
 * InFlightBids} are the bids that may still become impressions; frequency caps count them, too.
 * {@link CapTally} counts what frequency caps keep out, and {@link CapReports} decides when that is
 * reported as {@link CappedOut}. This package computes neither a score nor a price and reads no
 * clock; of a budget it knows only whether it can bid and how strong its push is. Start with {@link
 * EligibilityIndex}, then read {@link TargetingIndex}, which holds the bit sets of the targeting
 * keys, {@link CampaignGate} and {@link Candidates}.
 */
@NullMarked
package io.paceline.core.eligibility;

import org.jspecify.annotations.NullMarked;
