package io.paceline.core.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the contexts in a map. */
final class MapMarketStore implements MarketStore {

  private final Map<MarketKey, MarketContext> contexts = new HashMap<>();
  private double priorAuctions;

  @Override
  public MarketContext get(MarketKey key) {
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
    return new ArrayList<>(contexts.keySet());
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
