package io.paceline.statistics;

import io.paceline.bidding.MarketCurve;
import io.paceline.market.LogLogisticFit;
import io.paceline.market.Told;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the market charges, per site and over all.
 *
 * <p>Each curve is log-logistic, {@code P(win | b) = 1 / (1 + (scale / b)^shape)}. Where every
 * auction told its price it is fitted by quartiles: the scale is the median, and as the quartiles
 * of a log-logistic distribution are {@code scale · 3^(±1/shape)}, the shape is {@code ln 9 /
 * ln(q75 / q25)}. Quartiles do not mind the far tail, which a log of won impressions does not show
 * anyway. Where lost bids told only that the price was higher (or won ones that it was lower),
 * leaving them out would make the market look cheap: there {@link LogLogisticFit} finds the most
 * likely curve of all that was told.
 *
 * @param sites curve by {@link #siteKey}; sites with fewer than {@value #MIN_PRICES} prices are not
 *     in it
 * @param overall the whole market's curve
 */
public record MarketCurves(Map<String, MarketCurve> sites, MarketCurve overall) {

  /** Prices that a site needs for a curve of its own. */
  public static final int MIN_PRICES = 30;

  private static final double MIN_SHAPE = 0.5;
  private static final double MAX_SHAPE = 10.0;
  private static final double LN_9 = Math.log(9.0);

  /** The map is copied. */
  public MarketCurves {
    sites = Map.copyOf(sites);
  }

  /**
   * The curve of a site.
   *
   * @param otherwise what to answer where too little is known of the site; null for the whole
   *     market's curve
   */
  public MarketCurve curve(String exchange, String domain, MarketCurve otherwise) {
    MarketCurve own = sites.get(siteKey(exchange, domain));
    if (own != null) {
      return own;
    }
    return otherwise == null ? overall : otherwise;
  }

  /** {@code exchange|domain}; an unknown domain counts as a site of its own per exchange. */
  public static String siteKey(String exchange, String domain) {
    return exchange + "|" + (domain == null ? "" : domain);
  }

  /**
   * Fits every curve.
   *
   * @param pricesBySite what was told of prices, by {@link #siteKey}
   * @throws IllegalArgumentException where no curve can be fitted: no auction told its price, and
   *     not both a won and a lost bid are known
   */
  public static MarketCurves fit(Map<String, PriceCounts> pricesBySite) {
    Map<String, MarketCurve> sites = new TreeMap<>();
    PriceCounts all = new PriceCounts();
    pricesBySite.forEach(
        (site, prices) -> {
          all.merge(prices);
          if (prices.suffice(MIN_PRICES)) {
            sites.put(site, fit(prices));
          }
        });
    return new MarketCurves(sites, fit(all));
  }

  /** One curve; the shape is kept within {@value #MIN_SHAPE} to {@value #MAX_SHAPE}. */
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

  /** Linear between order statistics. */
  private static double quantile(PriceCounts prices, double share) {
    double position = share * (prices.prices() - 1);
    long below = (long) position;
    long passed = 0;
    double belowPrice = 0.0;
    for (Map.Entry<Long, Long> entry : prices.counts(Told.PRICE).entrySet()) {
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
