/**
 * Learns what the market charges from the outcomes of the job's own auctions, while it runs.
 *
 * <p>{@link CountAuctionOutcomes} adds up notices in each subtask; {@link LearnMarket}, one
 * instance with a single key, gets the sums and, at each refresh, sends the market curves that have
 * changed as {@code ControlUpdate}s, which the topology broadcasts. It starts from the curves of
 * the announced bundle, which {@link BundleCurves} reads and {@link CurvesInUse} keeps. A crash may
 * lose outcomes or count them twice. That does not matter to a curve, but nothing here may be used
 * for money. How a curve is fitted is in {@code io.paceline.core.market}, how it shades a bid in
 * {@code io.paceline.core.bidding}; this package only runs the learner on Flink. Start reading at
 * {@link LearnMarket}, then {@link KeyedMarketStore}.
 */
@NullMarked
package io.paceline.job.market;

import org.jspecify.annotations.NullMarked;
