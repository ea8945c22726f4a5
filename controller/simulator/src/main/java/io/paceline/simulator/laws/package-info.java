/**
 * Pacing laws of the literature that only replays run, to compare them with the laws of the job.
 *
 * <p>{@link Lin}, {@link TenPercentThrottle}, {@link WaterLevel}, {@link Pid} and {@link
 * ValueFunctionPacing} implement {@code PacingLaw} of {@code io.paceline.core.pacing}: at each tick
 * a law gets its last state and an observation of the budget, and returns the next state, which
 * holds the multiplier of the bids and the share of auctions to skip. {@link Rounds} serves the
 * laws that act once a minute, and {@link FeedbackControl} is what water level and PID share.
 * {@link RlbValueFunction} is not a law but the value function of RLB (real-time bidding by
 * reinforcement learning): {@code ValueFunctionPacing} takes a multiplier from its slope, and a
 * replay can also use it to bid auction by auction. A law keeps what it learns while it runs in its
 * state alone; it has no clock, no I/O and no random numbers. The laws by which live budgets can be
 * paced, too, are in {@code io.paceline.core.pacing}, and {@code ReplayLaws} of {@code
 * io.paceline.simulator.replay} lists both kinds by name. Start reading at {@link WaterLevel}, then
 * {@link RlbValueFunction}.
 */
@NullMarked
package io.paceline.simulator.laws;

import org.jspecify.annotations.NullMarked;
