package io.paceline.core.market;

import org.jspecify.annotations.Nullable;

/**
 * A context for which the market is learned. The levels are nested: a site lies in its category
 * within its exchange, such a category lies in the exchange, and all exchanges lie in the whole
 * market.
 *
 * @param level how wide it is
 * @param exchange the exchange, empty for the whole market
 * @param name domain of a site (empty where unknown) or name of a category, else empty
 */
public record MarketKey(Level level, String exchange, String name) {

  /** From the widest to the narrowest. */
  public enum Level {
    /** The whole market. */
    ALL,
    /** One exchange. */
    EXCHANGE,
    /** Sites of one main category, within an exchange. */
    CATEGORY,
    /** One site, within an exchange. */
    SITE
  }

  /** The whole market. */
  public static final MarketKey ALL = new MarketKey(Level.ALL, "", "");

  /** An exchange. */
  public static MarketKey exchange(String exchange) {
    return new MarketKey(Level.EXCHANGE, exchange, "");
  }

  /** A category of an exchange's sites. */
  public static MarketKey category(String exchange, String category) {
    return new MarketKey(Level.CATEGORY, exchange, category);
  }

  /**
   * A site.
   *
   * @param domain null where unknown: such pages count as one site per exchange
   */
  public static MarketKey site(String exchange, @Nullable String domain) {
    return new MarketKey(Level.SITE, exchange, domain == null ? "" : domain);
  }
}
