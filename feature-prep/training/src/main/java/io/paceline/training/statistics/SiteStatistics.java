package io.paceline.training.statistics;

import io.paceline.model.bundle.MarketCurves;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Click rate and price level of every site. A site is drawn towards its category, or towards its
 * exchange where the log knows no category; categories and exchanges are drawn towards the whole
 * log. {@link RateSmoothing} gives the formulas and the papers behind them.
 *
 * @param sites sites by {@link MarketCurves#siteKey}
 * @param categories statistics by category
 * @param exchanges statistics by exchange
 * @param overall statistics of the whole log
 */
public record SiteStatistics(
    Map<String, Site> sites,
    Map<String, Level> categories,
    Map<String, Level> exchanges,
    Level overall) {

  /**
   * One site.
   *
   * @param exchange where its requests come from
   * @param domain of the page, or null
   * @param category of the site, or null
   * @param level its statistics
   */
  public record Site(
      String exchange, @Nullable String domain, @Nullable String category, Level level) {}

  /** The maps are copied. */
  public SiteStatistics {
    sites = Map.copyOf(sites);
    categories = Map.copyOf(categories);
    exchanges = Map.copyOf(exchanges);
  }

  /**
   * Returns the statistics of a site. A site that the log does not know gets those of its category,
   * or else of its exchange, or else of the whole log, with confidence 0.
   *
   * @param domain of the page, or null
   * @param category of the site, or null
   */
  public Level level(String exchange, @Nullable String domain, @Nullable String category) {
    Site site = sites.get(MarketCurves.siteKey(exchange, domain));
    if (site != null) {
      return site.level();
    }
    Level above = category == null ? null : categories.get(category);
    return (above != null ? above : exchanges.getOrDefault(exchange, overall)).ofUnknownMember();
  }

  /** Gathers counts; not thread-safe. The result does not depend on the order of what is added. */
  public static final class Sums {

    private static final Comparator<@Nullable String> FIRST_KNOWN =
        Comparator.nullsLast(Comparator.naturalOrder());

    private record Counted(
        String exchange, @Nullable String domain, @Nullable String category, OutcomeCounts counts) {

      Counted plus(Counted other) {
        String either =
            FIRST_KNOWN.compare(category, other.category) <= 0 ? category : other.category;
        return new Counted(exchange, domain, either, counts.plus(other.counts));
      }

      /**
       * Picks what the site is drawn towards: the entry of its category or, where the site has no
       * category, of its exchange.
       */
      <T> T above(Map<String, T> byCategory, Map<String, T> byExchange, T overall) {
        return category == null
            ? byExchange.getOrDefault(exchange, overall)
            : byCategory.getOrDefault(category, overall);
      }
    }

    private final Map<String, Counted> sites = new HashMap<>();

    /**
     * Adds counts of a site, for example of one auction on it.
     *
     * @param domain of the page, or null
     * @param category of the site, or null; where a site comes with several categories, the first
     *     by name counts
     */
    public void add(
        String exchange, @Nullable String domain, @Nullable String category, OutcomeCounts counts) {
      sites.merge(
          MarketCurves.siteKey(exchange, domain),
          new Counted(exchange, domain, category, counts),
          Counted::plus);
    }

    /**
     * Computes the statistics.
     *
     * @throws IllegalArgumentException where no impression was added
     */
    public SiteStatistics finish() {
      OutcomeCounts all = OutcomeCounts.NONE;
      Map<String, OutcomeCounts> byCategory = new TreeMap<>();
      Map<String, OutcomeCounts> byExchange = new TreeMap<>();
      for (Counted site : sites.values()) {
        all = all.plus(site.counts());
        byExchange.merge(site.exchange(), site.counts(), OutcomeCounts::plus);
        if (site.category() != null) {
          byCategory.merge(site.category(), site.counts(), OutcomeCounts::plus);
        }
      }
      Level overall = RateSmoothing.top(all);
      Map<String, Level> categories = levels(byCategory, all, overall);
      Map<String, Level> exchanges = levels(byExchange, all, overall);
      RateSmoothing.Members members = new RateSmoothing.Members();
      // Keys are taken in their order, because sums of floating-point numbers depend on the order.
      Map<String, Counted> ordered = new TreeMap<>(sites);
      for (Counted site : ordered.values()) {
        members.add(site.counts(), site.above(byCategory, byExchange, all));
      }
      RateSmoothing smoothing = members.learn();
      Map<String, Site> finished = new TreeMap<>();
      ordered.forEach(
          (key, site) -> {
            Level above = site.above(categories, exchanges, overall);
            finished.put(
                key,
                new Site(
                    site.exchange(),
                    site.domain(),
                    site.category(),
                    smoothing.level(site.counts(), above)));
          });
      return new SiteStatistics(finished, categories, exchanges, overall);
    }

    private static Map<String, Level> levels(
        Map<String, OutcomeCounts> counts, OutcomeCounts all, Level overall) {
      RateSmoothing.Members members = new RateSmoothing.Members();
      counts.values().forEach(each -> members.add(each, all));
      RateSmoothing smoothing = members.learn();
      Map<String, Level> levels = new TreeMap<>();
      counts.forEach((name, each) -> levels.put(name, smoothing.level(each, overall)));
      return levels;
    }
  }
}
