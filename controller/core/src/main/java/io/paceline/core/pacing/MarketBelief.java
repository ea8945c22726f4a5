package io.paceline.core.pacing;

import io.paceline.core.bidding.MarketCurve;

/**
 * What a budget's proposals let believe of its market; a law makes a {@link MarketPrior} of it when
 * it needs one.
 *
 * @param curve one curve for all sites
 * @param firstPriceShare share of the auctions that are first-price ones, 0 to 1
 */
public record MarketBelief(MarketCurve curve, double firstPriceShare) {

  /** The prior that it stands for. */
  public MarketPrior prior() {
    return MarketPrior.of(curve, firstPriceShare);
  }
}
