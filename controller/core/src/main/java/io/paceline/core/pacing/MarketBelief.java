package io.paceline.core.pacing;

import io.paceline.core.bidding.MarketCurve;

/**
 * What the market curves of a budget's proposals say about its market. A law makes a {@link
 * MarketPrior} of it when it needs one.
 *
 * @param curve one curve for all sites
 * @param firstPriceShare share of the auctions that are first-price ones, 0 to 1
 */
public record MarketBelief(MarketCurve curve, double firstPriceShare) {

  /** The prior that this belief stands for. */
  public MarketPrior prior() {
    return MarketPrior.of(curve, firstPriceShare);
  }
}
