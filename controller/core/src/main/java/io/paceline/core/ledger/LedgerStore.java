package io.paceline.core.ledger;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The store in which a ledger keeps one budget: Flink's keyed state in the job, maps in tests. */
public interface LedgerStore {

  /** The budget's sums; {@link Account#EMPTY} before the first {@link #save}. */
  Account account();

  /** Keeps the sums. */
  void save(Account account);

  /** The bid of that id, or null. */
  @Nullable BidEntry bid(String bidId);

  /** Keeps a bid. */
  void put(String bidId, BidEntry entry);

  /** Forgets a bid. */
  void remove(String bidId);

  /** All bids that are kept. */
  Iterable<BidEntry> bids();

  /** What an exchange billed, by {@link ExchangeSpend#key}, or null. */
  @Nullable ExchangeSpend exchangeSpend(long key);

  /** Keeps what an exchange billed. */
  void put(long key, ExchangeSpend spend);

  /** Forgets what exchanges billed in all periods but these. */
  void forgetExchangeSpend(Set<Long> keptPeriods);

  /** Sets a reminder to look at a bid at the end of a slot, which is given in wall milliseconds. */
  void remind(long slotMillis, String bidId);

  /**
   * Removes all reminders of slots that end at {@code untilMillis} or earlier, and returns the ids
   * of their bids.
   */
  List<String> takeReminders(long untilMillis);
}
