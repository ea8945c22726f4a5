package io.paceline.core.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The exchanges at which no bid is made, as the latest records say. Not thread-safe. */
public final class HaltedExchanges {

  /** Names in lower case. */
  private final Set<String> names = new HashSet<>();

  /** Takes in the latest record of an exchange. */
  public void put(ExchangeStatus status) {
    if (status.isHalted()) {
      names.add(status.exchange());
    } else {
      names.remove(status.exchange());
    }
  }

  /** Takes in an exchange that is known to be halted. */
  public void add(String exchange) {
    names.add(exchange.toLowerCase(Locale.ROOT));
  }

  /** Whether no bid is made at the exchange, whose name may be written in any case. */
  public boolean contains(String exchange) {
    return !names.isEmpty() && names.contains(exchange.toLowerCase(Locale.ROOT));
  }

  /** Their names, in order. */
  public List<String> names() {
    return names.stream().sorted().toList();
  }

  /** How many exchanges are halted. */
  public int count() {
    return names.size();
  }
}
