package io.paceline.core.market;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the learner's contexts in a map of this process: where a market is learned without Flink,
 * in rehearsals and tests. A copy stands for a checkpoint.
 */
public final class MapMarketStore implements MarketStore {

  private final Map<MarketKey, MarketContext> contexts = new LinkedHashMap<>();
  private double priorAuctions;

  /** A store of its own with the same content. */
  public MapMarketStore copy() {
    MapMarketStore copy = new MapMarketStore();
    copy.contexts.putAll(contexts);
    copy.priorAuctions = priorAuctions;
    return copy;
  }

  @Override
  public @Nullable MarketContext get(MarketKey key) {
    return contexts.get(key);
  }

  @Override
  public void put(MarketKey key, MarketContext context) {
    contexts.put(key, context);
  }

  @Override
  public void remove(MarketKey key) {
    contexts.remove(key);
  }

  @Override
  public List<MarketKey> keys() {
    return List.copyOf(contexts.keySet());
  }

  @Override
  public int size() {
    return contexts.size();
  }

  @Override
  public double priorAuctions() {
    return priorAuctions;
  }

  @Override
  public void savePriorAuctions(double auctions) {
    priorAuctions = auctions;
  }
}
