package io.paceline.core.market;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The curves learned while running, laid out for the decision: {@link #find} takes at most three
 * lookups by a string, whose hash Java caches, and allocates nothing. Not thread-safe.
 */
public final class CurveBook {

  private static final class Exchange {
    private @Nullable LiveCurve own;
    private final Map<String, LiveCurve> categories = new HashMap<>();
    private final Map<String, LiveCurve> sites = new HashMap<>();

    private boolean isEmpty() {
      return own == null && categories.isEmpty() && sites.isEmpty();
    }
  }

  private final Map<String, Exchange> exchanges = new HashMap<>();
  private @Nullable LiveCurve all;

  /** Keeps the curve of a context, or forgets it where {@link LiveCurve#curve} is null. */
  public void put(LiveCurve curve) {
    LiveCurve kept = curve.curve() == null ? null : curve;
    MarketKey place = curve.place();
    if (place.level() == MarketKey.Level.ALL) {
      all = kept;
      return;
    }
    Exchange exchange = exchanges.computeIfAbsent(place.exchange(), name -> new Exchange());
    switch (place.level()) {
      case ALL -> throw new IllegalStateException("the whole market lies in no exchange");
      case EXCHANGE -> exchange.own = kept;
      case CATEGORY -> set(exchange.categories, place.name(), kept);
      case SITE -> set(exchange.sites, place.name(), kept);
    }
    if (exchange.isEmpty()) {
      exchanges.remove(place.exchange());
    }
  }

  private static void set(Map<String, LiveCurve> curves, String name, @Nullable LiveCurve curve) {
    if (curve == null) {
      curves.remove(name);
    } else {
      curves.put(name, curve);
    }
  }

  /**
   * The curve of the narrowest context that is known: site, category, exchange, whole market; null
   * where nothing was learned yet.
   *
   * @param domain of the page, or null
   * @param category main category of the site, or null
   */
  public @Nullable LiveCurve find(
      String exchange, @Nullable String domain, @Nullable String category) {
    Exchange of = exchanges.get(exchange);
    if (of == null) {
      return all;
    }
    LiveCurve site = of.sites.get(domain == null ? "" : domain);
    if (site != null) {
      return site;
    }
    LiveCurve kind = category == null ? null : of.categories.get(category);
    if (kind != null) {
      return kind;
    }
    return of.own == null ? all : of.own;
  }
}
