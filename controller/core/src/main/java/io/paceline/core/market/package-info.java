/**
 * Learns from the notices, while auctions go on, what the market charges on each site and exchange.
 *
 * <p>{@link OutcomeCounter} gathers notices into one {@link AuctionOutcomeCounts} per site; {@link
 * MarketLearner} takes these in, fits market curves to them and returns each curve that changed or
 * was forgotten as a {@link LiveCurve}; {@link CurveBook} finds the curve for a decision. The
 * market price of an auction is the lowest bid that would have won, and {@link AuctionTold} says
 * what one notice tells of this price: the price itself, or that it lies above or below a bid. A
 * context ({@link MarketKey}) is a site, a category of an exchange's sites, an exchange or the
 * whole market; the fewer auctions are known of a context, the more its curve is drawn towards the
 * curve of the next wider context, or towards the one that came with the model. The contexts are
 * kept in a {@link MarketStore}, and the curves of the model come in through {@link KnownCurves}.
 * This package knows neither campaigns nor budgets and sets no price: it only makes the {@code
 * MarketCurve} that {@code bidding} defines and uses. Start with {@link AuctionTold}, then read
 * {@link MarketLearner}.
 */
@NullMarked
package io.paceline.core.market;

import org.jspecify.annotations.NullMarked;
