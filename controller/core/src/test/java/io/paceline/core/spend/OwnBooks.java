package io.paceline.core.spend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exchanges' own books: what they have billed and may still bill, kept without a look at any
 * ledger.
 */
final class OwnBooks {

  /** One impression billed. */
  private record Billed(Scope scope, long period, long micros, long atMillis) {}

  /** A bid of which the exchange has not yet decided what it costs. */
  private record Open(Scope scope, long period, long micros) {}

  /**
   * The exchange, campaign and day of which a report tells the spend.
   *
   * @param day the exchange's day, null for the whole flight
   */
  record Scope(String exchange, String campaignId, String day) {}

  private final Map<String, Open> open = new HashMap<>();
  private final List<Billed> billed = new ArrayList<>();
  private final Map<Long, Long> billedByPeriod = new HashMap<>();
  private long billedMicros;

  void bid(String bidId, Scope scope, long period, long micros) {
    open.put(bidId, new Open(scope, period, micros));
  }

  /** The exchange bills the impression at this price, which may not exceed the bid. */
  void bill(String bidId, long micros, long atMillis) {
    Open bid = open.remove(bidId);
    if (bid == null || micros > bid.micros()) {
      throw new AssertionError("no exchange bills " + bidId + " at " + micros);
    }
    billed.add(new Billed(bid.scope(), bid.period(), micros, atMillis));
    billedByPeriod.merge(bid.period(), micros, Long::sum);
    billedMicros += micros;
  }

  void lose(String bidId) {
    open.remove(bidId);
  }

  /** Total billed so far. */
  long billedMicros() {
    return billedMicros;
  }

  /** Billed so far for a period. */
  long billedMicros(long period) {
    return billedByPeriod.getOrDefault(period, 0L);
  }

  /** Billed so far, and what may still be billed for open bids. */
  long exposureMicros() {
    return billedMicros + open.values().stream().mapToLong(Open::micros).sum();
  }

  /** The same for one period. */
  long exposureMicros(long period) {
    return billedMicros(period)
        + open.values().stream()
            .filter(bid -> bid.period() == period)
            .mapToLong(Open::micros)
            .sum();
  }

  /** Billed so far for all periods before this one. */
  long billedBeforeMicros(long period) {
    return billedByPeriod.entrySet().stream()
        .filter(entry -> entry.getKey() < period)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** All scopes that a report can tell of: those for which something was billed. */
  List<Scope> scopes() {
    return billed.stream().map(Billed::scope).distinct().toList();
  }

  /** Billed for a scope before a point in time. */
  long billedMicros(Scope scope, long beforeMillis) {
    return billed.stream()
        .filter(one -> one.atMillis() < beforeMillis)
        .filter(one -> one.scope().equals(scope))
        .mapToLong(Billed::micros)
        .sum();
  }

  /** Periods for which something was billed. */
  Set<Long> periods() {
    return Set.copyOf(billedByPeriod.keySet());
  }
}
