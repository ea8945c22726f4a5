package io.paceline.core.ledger;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store in which a ledger keeps one budget: Flink's keyed state in the job, {@link
 * MapLedgerStore} without Flink.
 */
public interface LedgerStore {

  /**
   * How many slots there are for billed bids: three generations are remembered at a time while a
   * fourth is being removed.
   */
  int BILLED_SLOTS = 4;

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
   * Whether a click was counted for a billed bid, or null where the bid is not in the slot.
   *
   * @param bidKey see {@link BilledBids#key}
   */
  @Nullable Boolean billed(int slot, long bidKey);

  /** Keeps a billed bid in a slot, 0 to {@value #BILLED_SLOTS} less one. */
  void putBilled(int slot, long bidKey, boolean clicked);

  /**
   * Removes up to this many billed bids of a slot.
   *
   * @return true if the slot is empty now
   */
  boolean removeBilled(int slot, int most);

  /** Sets a reminder to look at a bid at the end of a slot, which is given in wall milliseconds. */
  void remind(long slotMillis, String bidId);

  /**
   * Removes all reminders of slots that end at {@code untilMillis} or earlier, and returns the ids
   * of their bids.
   */
  List<String> takeReminders(long untilMillis);
}
