package io.paceline.core.spend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an exchange has billed and may still bill, kept without a look at any ledger. */
final class OwnBooks {

  /** One impression billed. */
  private record Billed(
      String exchange, String campaignId, long period, long micros, long atMillis) {}

  /** A bid of which the exchange has not yet decided what it costs. */
  private record Open(String exchange, String campaignId, long period, long micros) {}

  /** Whose spend a report tells. */
  record Scope(String exchange, String campaignId, long period) {}

  private final Map<String, Open> open = new HashMap<>();
  private final List<Billed> billed = new ArrayList<>();
  private final Map<Long, Long> billedByPeriod = new HashMap<>();
  private long billedMicros;

  void bid(String bidId, String exchange, String campaignId, long period, long micros) {
    open.put(bidId, new Open(exchange, campaignId, period, micros));
  }

  /** The impression costs this much, and no more than was bid. */
  void bill(String bidId, long micros, long atMillis) {
    Open bid = open.remove(bidId);
    if (bid == null || micros > bid.micros()) {
      throw new AssertionError("no exchange bills " + bidId + " at " + micros);
    }
    billed.add(new Billed(bid.exchange(), bid.campaignId(), bid.period(), micros, atMillis));
    billedByPeriod.merge(bid.period(), micros, Long::sum);
    billedMicros += micros;
  }

  void lose(String bidId) {
    open.remove(bidId);
  }

  /** Billed so far. */
  long billedMicros() {
    return billedMicros;
  }

  /** Billed of a period so far. */
  long billedMicros(long period) {
    return billedByPeriod.getOrDefault(period, 0L);
  }

  /** Billed, and what may still be. */
  long exposureMicros() {
    return billedMicros + open.values().stream().mapToLong(Open::micros).sum();
  }

  /** The same of one period. */
  long exposureMicros(long period) {
    return billedMicros(period)
        + open.values().stream()
            .filter(bid -> bid.period() == period)
            .mapToLong(Open::micros)
            .sum();
  }

  /** Billed of periods before one. */
  long billedBeforeMicros(long period) {
    return billedByPeriod.entrySet().stream()
        .filter(entry -> entry.getKey() < period)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Everything that a report can tell of. */
  List<Scope> scopes() {
    return billed.stream()
        .map(one -> new Scope(one.exchange(), one.campaignId(), one.period()))
        .distinct()
        .toList();
  }

  /** Billed of a scope before a time. */
  long billedMicros(Scope scope, long beforeMillis) {
    return billed.stream()
        .filter(one -> one.atMillis() < beforeMillis)
        .filter(
            one ->
                one.exchange().equals(scope.exchange())
                    && one.campaignId().equals(scope.campaignId())
                    && one.period() == scope.period())
        .mapToLong(Billed::micros)
        .sum();
  }

  /** Periods of which something was billed. */
  Set<Long> periods() {
    return Set.copyOf(billedByPeriod.keySet());
  }
}
