package io.paceline.core.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.openrtb.BidRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a decision believes of the market on the request's site.
 *
 * @param curve what the market charges there
 * @param uncertain whether a few bids should explore to find out more
 */
public record SiteMarket(MarketCurve curve, boolean uncertain) {

  /**
   * Chooses between the curve that the running job has learned and the one of the bundle.
   *
   * <p>A curve that was learned for the site itself includes what the bundle's curve says. Without
   * such a curve, the bundle's curve for the site fits better than a curve that was learned for its
   * category or exchange. Exploring is worth it where the learned curve is uncertain or is not of
   * the site itself; where no curve is learned at all, nobody would learn from exploring.
   *
   * @param learned the narrowest curve that was learned for the request's site, null for none
   * @param bundle the curves of the bundle that scores the request
   */
  public static SiteMarket of(BidRequest request, @Nullable LiveCurve learned, SiteCurves bundle) {
    MarketCurve curve = learned == null ? null : learned.curve();
    if (learned != null && curve != null && learned.place().level() == MarketKey.Level.SITE) {
      return new SiteMarket(curve, learned.uncertain());
    }
    String domain = request.site() == null ? null : request.site().domain();
    return new SiteMarket(bundle.marketCurve(request.exchange(), domain, curve), learned != null);
  }
}
