package io.paceline.simulator.rehearsal;

import io.paceline.core.market.MarketContext;
import io.paceline.core.market.MarketKey;
import io.paceline.core.market.MarketStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The market learner's contexts in a map; a copy of it stands for a checkpoint. */
final class MapMarketStore implements MarketStore {

  private final Map<MarketKey, MarketContext> contexts = new LinkedHashMap<>();
  private double priorAuctions;

  /** A store of its own with the same content. */
  MapMarketStore copy() {
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
