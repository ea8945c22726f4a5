package io.paceline.job.spend;

import io.paceline.core.exchange.HaltRule;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers at which exchanges a subtask has told the watch that it bids, so that it tells this a
 * few times in each window of the {@link HaltRule} and not with every bid. This is plain memory, so
 * after a restart the subtask tells it again.
 */
final class BidExchanges {

  private static final int PER_WINDOW = 4;

  /**
   * When this many names are remembered, all of them are forgotten. Nobody trades with so many
   * exchanges, so the limit only bounds the memory that invented names could take.
   */
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
