package io.paceline.job.market;

import io.paceline.core.market.MarketContext;
import io.paceline.core.market.MarketKey;
import io.paceline.core.market.MarketStore;
import io.paceline.job.serialization.SharedTypeInfo;
import io.paceline.job.state.StateAccess;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the contexts in Flink's keyed state, all under one key. Contexts end by fading: the learner
 * removes a context that gets no more outcomes.
 */
final class KeyedMarketStore implements MarketStore {

  private final MapState<MarketKey, MarketContext> contexts;
  private final ValueState<Double> priorAuctions;

  /**
   * How many contexts there are, -1 until they were counted: Flink does not tell the size of a map.
   */
  private int size = -1;

  KeyedMarketStore(RuntimeContext context) {
    contexts =
        context.getMapState(
            new MapStateDescriptor<>(
                "contexts",
                SharedTypeInfo.of(MarketKey.class),
                SharedTypeInfo.of(MarketContext.class)));
    priorAuctions = context.getState(new ValueStateDescriptor<>("prior-auctions", Double.class));
  }

  @Override
  public @Nullable MarketContext get(MarketKey key) {
    return StateAccess.get(() -> contexts.get(key));
  }

  @Override
  public void put(MarketKey key, MarketContext context) {
    int before = size();
    size =
        StateAccess.get(
            () -> {
              boolean known = contexts.contains(key);
              contexts.put(key, context);
              return known ? before : before + 1;
            });
  }

  @Override
  public void remove(MarketKey key) {
    int before = size();
    size =
        StateAccess.get(
            () -> {
              boolean known = contexts.contains(key);
              contexts.remove(key);
              return known ? before - 1 : before;
            });
  }

  @Override
  public List<MarketKey> keys() {
    return StateAccess.get(
        () -> {
          List<MarketKey> keys = new ArrayList<>();
          contexts.keys().forEach(keys::add);
          return keys;
        });
  }

  @Override
  public int size() {
    if (size < 0) {
      size = keys().size();
    }
    return size;
  }

  @Override
  public double priorAuctions() {
    Double auctions = StateAccess.get(priorAuctions::value);
    return auctions == null ? 0 : auctions;
  }

  @Override
  public void savePriorAuctions(double auctions) {
    StateAccess.change(() -> priorAuctions.update(auctions));
  }

  /** Removes all state; used when no context is left. */
  void clear() {
    contexts.clear();
    priorAuctions.clear();
    size = 0;
  }
}
