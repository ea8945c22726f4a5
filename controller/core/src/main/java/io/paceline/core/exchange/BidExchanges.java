package io.paceline.core.exchange;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the watches of exchanges which budgets bid there, and what these may spend in a day. A
 * watch is not told with every bid of a budget, but with its first one, with the first one after an
 * edit, and {@value #PER_WINDOW} times in each window of the halt. A budget's money counts once,
 * however many exchanges it bids at, so each of their watches is told an even share. Names of
 * exchanges are compared without regard to case.
 *
 * <p>What was told is kept in plain memory, for one thread. After a restart, everything is told
 * again.
 */
public final class BidExchanges {

  private static final int PER_WINDOW = 4;

  /** Far more budgets than one thread has. At this number, the memory begins anew. */
  private static final int MOST_BUDGETS = 100_000;

  /** Far more exchanges than anybody bids at. At this number, a budget's memory begins anew. */
  private static final int MOST_EXCHANGES = 1_000;

  private record Told(int exchanges, boolean edited, long atMillis) {

    Told afterEdit() {
      return edited ? this : new Told(exchanges, true, atMillis);
    }
  }

  private final long windowMillis;

  /** What was told last, by budget and exchange. */
  private final Map<String, Map<String, Told>> told = new HashMap<>();

  /** Tells watches that halt by this rule. */
  public BidExchanges(HaltRule rule) {
    windowMillis = rule.windowMillis();
  }

  /** A campaign of the budget was edited, so that its money may be another. */
  public void edited(String budgetId) {
    Map<String, Told> own = told.get(budgetId);
    if (own != null) {
      own.replaceAll((exchange, last) -> last.afterEdit());
    }
  }

  /**
   * Takes note of a bid.
   *
   * @param exchange name of the exchange, in any case
   * @param dayMicros gives what the budget may spend in a day, micros; it is asked only where the
   *     watch is to be told
   * @return what the watch of the exchange is to be told; null where it was told the same lately
   */
  public @Nullable BillingEvidence bid(
      String exchange, String budgetId, LongSupplier dayMicros, long nowMillis) {
    String name = exchange.toLowerCase(Locale.ROOT);
    Map<String, Told> own = told.get(budgetId);
    if (own == null) {
      if (told.size() >= MOST_BUDGETS) {
        told.clear();
      }
      own = new HashMap<>();
      told.put(budgetId, own);
    }
    Told last = own.get(name);
    if (last != null
        && !last.edited()
        && last.exchanges() == own.size()
        && nowMillis - last.atMillis() < windowMillis / PER_WINDOW) {
      return null;
    }
    if (own.size() >= MOST_EXCHANGES) {
      own.clear();
    }
    own.remove(name);
    own.values().removeIf(other -> other.atMillis() <= nowMillis - windowMillis);
    int exchanges = own.size() + 1;
    own.put(name, new Told(exchanges, false, nowMillis));
    return BillingEvidence.bid(name, budgetId, dayMicros.getAsLong() / exchanges, nowMillis);
  }
}
