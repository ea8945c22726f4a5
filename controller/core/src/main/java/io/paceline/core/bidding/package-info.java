/**
 * Calculates the price of a bid from what the impression is worth and from what the market charges.
 *
 * <p>{@link BidFunction} bids the value itself in a second-price auction; in a first-price auction
 * it shades the bid, that is, it takes the price with the highest expected surplus. A {@link
 * MarketCurve} gives the probability to win at a price, as a log-logistic curve. A {@link
 * CriticalValue} is the value from which a first-price auction is won; with it, pacing learns from
 * first-price auctions as it does from second-price ones. {@link Exploration} says which few bids
 * go above their best price, and how far, so that the market can be learned. All of it is
 * arithmetic on arguments, without state or chance: curves are learned in {@code market} or come
 * with the model, the value is set in {@code spend}, and whether the money is at hand is for {@code
 * ledger} to say. Start with {@link MarketCurve}, then read {@link BidFunction}.
 */
@NullMarked
package io.paceline.core.bidding;

import org.jspecify.annotations.NullMarked;
