package io.paceline.job.spend;

import io.paceline.core.exchange.HaltRule;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers of which exchanges a subtask has told that it bids there, so that it tells so a few
 * times in each window of the halt and not with every bid. Plain memory: after a restart, it is
 * told again.
 */
final class BidExchanges {

  private static final int PER_WINDOW = 4;

  /** More names than exchanges that anybody trades with; then the memory begins anew. */
  private static final int MOST_NAMES = 1_000;

  private final long intervalMillis;

  /** Wall time at which each exchange was told last. */
  private final Map<String, Long> toldMillis = new HashMap<>();

  BidExchanges(HaltRule rule) {
    intervalMillis = rule.windowMillis() / PER_WINDOW;
  }

  /** Whether a bid at the exchange is to be told; it then counts as told. */
  boolean isNews(String exchange, long nowMillis) {
    Long told = toldMillis.get(exchange);
    if (told != null && nowMillis - told < intervalMillis) {
      return false;
    }
    if (toldMillis.size() >= MOST_NAMES) {
      toldMillis.clear();
    }
    toldMillis.put(exchange, nowMillis);
    return true;
  }
}
