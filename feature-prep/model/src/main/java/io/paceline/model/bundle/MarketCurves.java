package io.paceline.model.bundle;

import io.paceline.core.bidding.MarketCurve;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chance that a bid of {@code b} micros per impression wins, per site and in the whole market,
 * as log-logistic curves: {@code P(win | b) = 1 / (1 + (scale / b)^shape)}.
 *
 * @param sites curve by {@link #siteKey}; a site of which too little is known ({@link #MIN_PRICES})
 *     has none
 * @param overall the whole market's curve
 */
public record MarketCurves(Map<String, MarketCurve> sites, MarketCurve overall) {

  /**
   * Number of known prices that a site needs for a curve of its own. A site also gets one if this
   * many won bids and this many lost bids are known that did not tell the price.
   */
  public static final int MIN_PRICES = 30;

  /** The map is copied; the whole market's curve may not be missing. */
  public MarketCurves {
    Objects.requireNonNull(overall, "overall");
    sites = Map.copyOf(sites);
  }

  /**
   * Returns the curve of a site.
   *
   * @param domain of the page, or null
   * @param otherwise curve to return where the site has none of its own; null for the whole
   *     market's curve
   */
  public MarketCurve curve(
      String exchange, @Nullable String domain, @Nullable MarketCurve otherwise) {
    MarketCurve own = sites.get(siteKey(exchange, domain));
    if (own != null) {
      return own;
    }
    return otherwise == null ? overall : otherwise;
  }

  /**
   * Returns {@code exchange|domain}. On each exchange, all pages of unknown domain (null) count as
   * one site.
   */
  public static String siteKey(String exchange, @Nullable String domain) {
    return exchange + "|" + (domain == null ? "" : domain);
  }
}
