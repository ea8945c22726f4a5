package io.paceline.model.bundle;

import io.paceline.core.bidding.MarketCurve;
import java.util.Map;

/**
 * What the market charges, per site and over all: log-logistic curves, {@code P(win | b) = 1 / (1 +
 * (scale / b)^shape)}.
 *
 * @param sites curve by {@link #siteKey}; sites with fewer than {@value #MIN_PRICES} prices are not
 *     in it
 * @param overall the whole market's curve
 */
public record MarketCurves(Map<String, MarketCurve> sites, MarketCurve overall) {

  /** Prices that a site needs for a curve of its own. */
  public static final int MIN_PRICES = 30;

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
}
