package io.paceline.core.ledger;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store in which a ledger keeps one budget: Flink's keyed state in the job, {@link
 * MapLedgerStore} without Flink.
 */
public interface LedgerStore {

  /** The budget's sums; {@link Account#EMPTY} before the first {@link #save}. */
  Account account();

  /** Keeps the sums. */
  void save(Account account);

  /** The open or won bid of that id, or null. */
  @Nullable BidEntry bid(String bidId);

  /** Keeps a bid. */
  void put(String bidId, BidEntry entry);

  /** Forgets a bid. */
  void remove(String bidId);

  /** What an exchange billed, by {@link ExchangeSpend#key}, or null. */
  @Nullable ExchangeSpend exchangeSpend(long key);

  /** Keeps what an exchange billed. */
  void put(long key, ExchangeSpend spend);

  /** Replaces all that exchanges billed, record by record; where the result is null, removes it. */
  void replaceExchangeSpends(Function<ExchangeSpend, @Nullable ExchangeSpend> change);

  /**
   * A page of billed bids, or null; nobody may change it.
   *
   * @param key see {@link BilledPages}; keys of neighbouring times are near each other
   */
  long @Nullable [] billedPage(long key);

  /** Keeps a page of billed bids. Nobody may change it after this call. */
  void putBilledPage(long key, long[] page);

  /** Removes a page of billed bids, if there is one. */
  void removeBilledPage(long key);

  /** Sets a reminder to look at a bid at the end of a slot, which is given in wall milliseconds. */
  void remind(long slotMillis, String bidId);

  /**
   * Removes all reminders of slots that end at {@code untilMillis} or earlier, and returns the ids
   * of their bids.
   */
  List<String> takeReminders(long untilMillis);
}
