package io.paceline.statistics;

import io.paceline.bidding.MarketCurve;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the market charges, per site and over all.
 *
 * <p>Each curve is log-logistic, {@code P(win | b) = 1 / (1 + (scale / b)^shape)}, and is fitted by
 * quartiles: the scale is the median, and as the quartiles of a log-logistic distribution are
 * {@code scale · 3^(±1/shape)}, the shape is {@code ln 9 / ln(q75 / q25)}. Quartiles do not mind
 * the far tail, which a log of won impressions does not show anyway.
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

  /** The curve of a site, or the whole market's where too little is known of it. */
  public MarketCurve curve(String exchange, String domain) {
    return sites.getOrDefault(siteKey(exchange, domain), overall);
  }

  /** {@code exchange|domain}; an unknown domain counts as a site of its own per exchange. */
  public static String siteKey(String exchange, String domain) {
    return exchange + "|" + (domain == null ? "" : domain);
  }

  /**
   * Fits every curve.
   *
   * @param pricesBySite market prices by {@link #siteKey}, micros per impression, positive; at
   *     least one price in all
   */
  public static MarketCurves fit(Map<String, long[]> pricesBySite) {
    Map<String, MarketCurve> sites = new TreeMap<>();
    pricesBySite.forEach(
        (site, prices) -> {
          if (prices.length >= MIN_PRICES) {
            sites.put(site, fit(prices));
          }
        });
    long[] all = pricesBySite.values().stream().flatMapToLong(Arrays::stream).toArray();
    return new MarketCurves(sites, fit(all));
  }

  /** One curve; the shape is kept within {@value #MIN_SHAPE} to {@value #MAX_SHAPE}. */
  static MarketCurve fit(long[] prices) {
    if (prices.length == 0) {
      throw new IllegalArgumentException("a market curve needs at least one price");
    }
    long[] sorted = prices.clone();
    Arrays.sort(sorted);
    double spread = Math.log(quantile(sorted, 0.75) / quantile(sorted, 0.25));
    double shape = spread <= 0.0 ? MAX_SHAPE : LN_9 / spread;
    return new MarketCurve(quantile(sorted, 0.5), Math.max(MIN_SHAPE, Math.min(MAX_SHAPE, shape)));
  }

  /** Linear between order statistics. */
  private static double quantile(long[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
