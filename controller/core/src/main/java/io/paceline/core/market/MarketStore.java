package io.paceline.core.market;

import java.util.List;

/** Where the learner keeps its contexts: Flink's keyed state in the job, a map in tests. */
public interface MarketStore {

  /** The context, or null where none is kept. */
  MarketContext get(MarketKey key);

  /** Keeps a context. */
  void put(MarketKey key, MarketContext context);

  /** Forgets a context. */
  void remove(MarketKey key);

  /** All that are kept; a copy. */
  List<MarketKey> keys();

  /** How many are kept. */
  int size();

  /** Auctions that a site's prior weighs, 0 before the first {@link #savePriorAuctions}. */
  double priorAuctions();

  /** Keeps how much a site's prior weighs. */
  void savePriorAuctions(double auctions);
}
