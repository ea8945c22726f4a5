package io.paceline.core.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the learner keeps its contexts: Flink's keyed state in the job, a map ({@link
 * MapMarketStore}) in rehearsals and tests.
 */
public interface MarketStore {

  /** The context, or null where none is kept. */
  @Nullable MarketContext get(MarketKey key);

  /** Keeps a context. */
  void put(MarketKey key, MarketContext context);

  /** Forgets a context. */
  void remove(MarketKey key);

  /** The keys of all contexts; a copy. */
  List<MarketKey> keys();

  /** Number of contexts. */
  int size();

  /** How many auctions a site's prior weighs, 0 before the first {@link #savePriorAuctions}. */
  double priorAuctions();

  /** Saves how many auctions a site's prior weighs. */
  void savePriorAuctions(double auctions);
}
