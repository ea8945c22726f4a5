/**
 * Plays logs of auctions with pacing laws and other ways of bidding, and measures what each of them
 * achieved with its budget.
 *
 * <p>{@link Replay} takes a {@link ReplayTask}, logs and landscapes, and returns a {@link
 * ReplayRun} for each run: its figures and, for plots, its course over time. An {@link AuctionLog}
 * has the market price, the click and, where it was logged, the predicted click probability of each
 * auction; a {@link Landscape} is what a campaign knows of its market beforehand; a {@link
 * Protocol} is a way of playing, such as one budget for the whole log or several campaigns at once.
 * In second-price auctions, a {@link Bidder} decides on one auction after the other; {@link
 * PacedBidder} lets a pacing law ({@link ReplayLaws}) move its multiplier at the ticks of a {@link
 * Schedule}, as the spend controller does live. Money is in the log's unit of price, and {@link
 * LogUnits} translates it into the micros that laws count in. This package knows neither campaigns
 * nor bid requests, neither the ledger nor notices: a win is known and paid at once. Start reading
 * at {@link Replay}, then {@link SingleBudget}.
 */
@NullMarked
package io.paceline.simulator.replay;

import org.jspecify.annotations.NullMarked;
