/**
 * The first step of a decision: a request meets its user's profile and all campaigns, and the
 * eligible campaigns come out.
 *
 * <p>{@link EligibilityFunction} is keyed by user and takes requests, notices and user events as
 * {@link UserInput}. Requests leave as {@link ScoringInput}, with the announced bundle and what was
 * learned of their market; notices and user events update the profile, which is keyed state and
 * forgotten after thirty days without an update. A request for which too little of {@code tmax} is
 * left is refused here, before it costs anything. {@link InFlightBids} (bids that may still become
 * impressions, for frequency caps) and {@link ScoringDelay} are plain memory, shared with the
 * operators of {@code io.paceline.job.scoring}, which are chained to this one and run on the same
 * thread. The rules of eligibility and of profiles are in {@code io.paceline.core.eligibility} and
 * {@code io.paceline.core.profile}; scores, prices and ledgers do not belong here. Start reading at
 * {@link EligibilityFunction}, then {@link InFlightBids}.
 */
package io.paceline.job.eligibility;
