package io.paceline.training.statistics;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.LogLogisticFit;
import io.paceline.core.market.PriceEvidence;
import io.paceline.model.bundle.MarketCurves;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits market curves to what auctions told about their market prices.
 *
 * <p>Where every auction told its price, a curve is fitted by quartiles: the scale is the median,
 * and as the quartiles of a log-logistic distribution are {@code scale · 3^(±1/shape)}, the shape
 * is {@code ln 9 / ln(q75 / q25)}. The far tail, which a log of won impressions does not show
 * anyway, has no influence on the quartiles. Where lost bids told only that the price was higher
 * (or won bids that it was lower), leaving these censored prices out would make the market look
 * cheap. In that case {@link LogLogisticFit} finds the curve that makes all that was told most
 * likely.
 */
public final class MarketCurveFit {

  private static final double MIN_SHAPE = 0.5;
  private static final double MAX_SHAPE = 10.0;
  private static final double LN_9 = Math.log(9.0);

  private MarketCurveFit() {}

  /**
   * Fits every curve.
   *
   * @param pricesBySite what was told about prices, by {@link MarketCurves#siteKey}
   * @throws IllegalArgumentException where no curve can be fitted, because no auction told its
   *     price and there is no won bid or no lost bid
   */
  public static MarketCurves fit(Map<String, PriceCounts> pricesBySite) {
    Map<String, MarketCurve> sites = new TreeMap<>();
    PriceCounts all = new PriceCounts();
    pricesBySite.forEach(
        (site, prices) -> {
          all.merge(prices);
          if (prices.suffice(MarketCurves.MIN_PRICES)) {
            sites.put(site, fit(prices));
          }
        });
    return new MarketCurves(sites, fit(all));
  }

  /** Fits one curve. The shape is kept within {@value #MIN_SHAPE} to {@value #MAX_SHAPE}. */
  static MarketCurve fit(PriceCounts prices) {
    if (!prices.suffice(1)) {
      throw new IllegalArgumentException("a market curve needs at least one price");
    }
    MarketCurve curve =
        prices.allTold() ? byQuartiles(prices) : LogLogisticFit.fit(prices.sample()).curve();
    return new MarketCurve(
        curve.scaleMicros(), Math.max(MIN_SHAPE, Math.min(MAX_SHAPE, curve.shape())));
  }

  private static MarketCurve byQuartiles(PriceCounts prices) {
    double spread = Math.log(quantile(prices, 0.75) / quantile(prices, 0.25));
    return new MarketCurve(quantile(prices, 0.5), spread <= 0.0 ? MAX_SHAPE : LN_9 / spread);
  }

  /** Returns a quantile of the known prices, interpolated linearly between order statistics. */
  private static double quantile(PriceCounts prices, double share) {
    double position = share * (prices.prices() - 1);
    long below = (long) position;
    long passed = 0;
    double belowPrice = 0.0;
    for (Map.Entry<Long, Long> entry : prices.counts(PriceEvidence.PRICE).entrySet()) {
      if (passed <= below) {
        belowPrice = entry.getKey();
      }
      passed += entry.getValue();
      if (passed > below + 1) {
        return belowPrice + (position - below) * (entry.getKey() - belowPrice);
      }
    }
    return belowPrice;
  }
}
