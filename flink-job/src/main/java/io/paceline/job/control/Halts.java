package io.paceline.job.control;

import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.HaltedExchanges;
import org.apache.flink.api.common.state.MapStateDescriptor;

/**
 * Where no bid is made, as the latest updates say: nowhere at all while all bidding is stopped, and
 * not at those exchanges where bidding is halted. Both are in Flink's broadcast state and, in the
 * form that decisions need, in memory; every update changes both.
 */
public final class Halts {

  /** Whether all bidding is stopped, under one key; without an entry before the first stop. */
  public static final MapStateDescriptor<String, Boolean> STOPPED =
      new MapStateDescriptor<>("stopped", String.class, Boolean.class);

  /**
   * Exchanges at which bidding is halted, by name; removed when the halt is lifted. The value is
   * always true.
   */
  public static final MapStateDescriptor<String, Boolean> HALTED =
      new MapStateDescriptor<>("halted", String.class, Boolean.class);

  private static final String NEWEST = "newest";

  private final HaltedExchanges exchanges = new HaltedExchanges();
  private boolean stopped;
  private boolean loaded;

  /**
   * Copies the broadcast state into memory, as after a restore. Only the first call does so; it
   * must come before the first use.
   */
  public void load(BroadcastStates states) throws Exception {
    if (loaded) {
      return;
    }
    stopped = Boolean.TRUE.equals(states.of(STOPPED).get(NEWEST));
    states.of(HALTED).immutableEntries().forEach(entry -> exchanges.add(entry.getKey()));
    loaded = true;
  }

  /** Takes in a stop of all bidding or a halt at an exchange, or the end of one. */
  public void apply(ControlUpdate update, BroadcastStates.Changing states) throws Exception {
    load(states::of);
    if (update.stopped() != null) {
      stopped = update.stopped();
      states.of(STOPPED).put(NEWEST, update.stopped());
    }
    if (update.exchange() != null) {
      ExchangeStatus exchange = update.exchange();
      exchanges.put(exchange);
      if (exchange.isHalted()) {
        states.of(HALTED).put(exchange.exchange(), true);
      } else {
        states.of(HALTED).remove(exchange.exchange());
      }
    }
  }

  /** True while all bidding is stopped. */
  public boolean isStopped() {
    return stopped;
  }

  /** The exchanges at which bidding is halted. */
  public HaltedExchanges exchanges() {
    return exchanges;
  }
}
