package io.paceline.core.ledger;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one budget's books in maps of this process: where money is played without Flink, in
 * rehearsals and tests. A copy stands for a checkpoint.
 */
public class MapLedgerStore implements LedgerStore {

  private final Map<String, BidEntry> bids = new LinkedHashMap<>();
  private final Map<Long, List<String>> reminders = new HashMap<>();

  /** The slots of {@link #reminders}, the earliest first. */
  private final PriorityQueue<Long> slots = new PriorityQueue<>();

  private final Map<Long, ExchangeSpend> exchanges = new TreeMap<>();
  private final Map<Long, long[]> billed = new HashMap<>();
  private Account account = Account.EMPTY;

  /** A store of its own with the same content. */
  public MapLedgerStore copy() {
    MapLedgerStore copy = new MapLedgerStore();
    copyInto(copy);
    return copy;
  }

  /** Gives an empty store the content of this one. */
  protected final void copyInto(MapLedgerStore copy) {
    copy.account = account;
    copy.exchanges.putAll(exchanges);
    copy.billed.putAll(billed);
    // As in the job's store, reminders are not part of the state but are made again of the bids.
    bids.forEach(
        (bidId, entry) -> {
          copy.bids.put(bidId, entry);
          copy.remind(entry.slotMillis(), bidId);
        });
  }

  /** How many bids, slots of reminders and billed bids it keeps: 0 once all bids are forgotten. */
  public final int size() {
    return bids.size()
        + reminders.size()
        + billed.values().stream().mapToInt(page -> page.length).sum();
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public void save(Account changed) {
    account = changed;
  }

  @Override
  public @Nullable BidEntry bid(String bidId) {
    return bids.get(bidId);
  }

  @Override
  public void put(String bidId, BidEntry entry) {
    bids.put(bidId, entry);
  }

  @Override
  public void remove(String bidId) {
    bids.remove(bidId);
  }

  @Override
  public @Nullable ExchangeSpend exchangeSpend(long key) {
    return exchanges.get(key);
  }

  @Override
  public void put(long key, ExchangeSpend spend) {
    exchanges.put(key, spend);
  }

  @Override
  public void replaceExchangeSpends(Function<ExchangeSpend, @Nullable ExchangeSpend> change) {
    Iterator<Map.Entry<Long, ExchangeSpend>> all = exchanges.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, ExchangeSpend> one = all.next();
      ExchangeSpend changed = change.apply(one.getValue());
      if (changed == null) {
        all.remove();
      } else {
        one.setValue(changed);
      }
    }
  }

  /** How many pages of billed bids it keeps. */
  public final int pages() {
    return billed.size();
  }

  @Override
  public long @Nullable [] billedPage(long key) {
    return billed.get(key);
  }

  @Override
  public void putBilledPage(long key, long[] page) {
    billed.put(key, page);
  }

  @Override
  public void removeBilledPage(long key) {
    billed.remove(key);
  }

  @Override
  public void remind(long slotMillis, String bidId) {
    List<String> ids = reminders.get(slotMillis);
    if (ids == null) {
      ids = new ArrayList<>();
      reminders.put(slotMillis, ids);
      slots.add(slotMillis);
    }
    ids.add(bidId);
  }

  @Override
  public List<String> takeReminders(long untilMillis) {
    Long first = slots.peek();
    if (first == null || first > untilMillis) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    while (first != null && first <= untilMillis) {
      due.addAll(requireNonNull(reminders.remove(slots.remove()), "each slot has reminders"));
      first = slots.peek();
    }
    return due;
  }
}
