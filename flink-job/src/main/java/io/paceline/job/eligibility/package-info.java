/**
 * The first step of a decision: finds the campaigns that may bid on a request, from the profile of
 * its user and all campaigns.
 *
 * <p>{@link EligibilityFunction} is keyed by user and takes requests, notices and user events as
 * {@link UserInput}. Requests leave as {@code ScoringInput}, with the announced bundle and the
 * curve that was learned for their market; notices and user events update the profile, which is
 * keyed state and is forgotten after thirty days without an update. A request for which too little
 * of {@code tmax} is left is refused here, before it costs anything. {@link ChainMemory} is plain
 * memory (bids that may still become impressions, for frequency caps, and how long scores take),
 * shared with the operators of {@code io.paceline.job.scoring}, which are chained to this one and
 * run on the same thread. All rules of eligibility, deadlines and profiles are in {@code
 * io.paceline.core.eligibility} and {@code io.paceline.core.profile}; scores, prices and ledgers do
 * not belong here. Start reading at {@link EligibilityFunction}, then {@link ChainMemory}.
 */
@NullMarked
package io.paceline.job.eligibility;

import org.jspecify.annotations.NullMarked;
