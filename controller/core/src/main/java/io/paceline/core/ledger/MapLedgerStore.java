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
  private final List<Map<Long, Boolean>> billed = new ArrayList<>();
  private Account account = Account.EMPTY;

  /** An empty store. */
  public MapLedgerStore() {
    for (int slot = 0; slot < BILLED_SLOTS; slot++) {
      billed.add(new HashMap<>());
    }
  }

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
    for (int slot = 0; slot < BILLED_SLOTS; slot++) {
      copy.billed.get(slot).putAll(billed.get(slot));
    }
    // As in the job's store, reminders are not part of the state but are made again of the bids.
    bids.forEach(
        (bidId, entry) -> {
          copy.bids.put(bidId, entry);
          copy.remind(entry.slotMillis(), bidId);
        });
  }

  /** How many bids, slots of reminders and billed bids it keeps: 0 once all bids are forgotten. */
  public final int size() {
    return bids.size() + reminders.size() + billed.stream().mapToInt(Map::size).sum();
  }

  @Override
  public final Account account() {
    return account;
  }

  @Override
  public final void save(Account changed) {
    account = changed;
  }

  @Override
  public final @Nullable BidEntry bid(String bidId) {
    return bids.get(bidId);
  }

  @Override
  public final void put(String bidId, BidEntry entry) {
    bids.put(bidId, entry);
  }

  @Override
  public final void remove(String bidId) {
    bids.remove(bidId);
  }

  @Override
  public final @Nullable ExchangeSpend exchangeSpend(long key) {
    return exchanges.get(key);
  }

  @Override
  public final void put(long key, ExchangeSpend spend) {
    exchanges.put(key, spend);
  }

  @Override
  public final void replaceExchangeSpends(Function<ExchangeSpend, @Nullable ExchangeSpend> change) {
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

  @Override
  public final @Nullable Boolean billed(int slot, long bidKey) {
    return billed.get(slot).get(bidKey);
  }

  @Override
  public final void putBilled(int slot, long bidKey, boolean clicked) {
    billed.get(slot).put(bidKey, clicked);
  }

  @Override
  public final boolean removeBilled(int slot, int most) {
    Iterator<Long> keys = billed.get(slot).keySet().iterator();
    for (int removed = 0; removed < most && keys.hasNext(); removed++) {
      keys.next();
      keys.remove();
    }
    return billed.get(slot).isEmpty();
  }

  @Override
  public final void remind(long slotMillis, String bidId) {
    List<String> ids = reminders.get(slotMillis);
    if (ids == null) {
      ids = new ArrayList<>();
      reminders.put(slotMillis, ids);
      slots.add(slotMillis);
    }
    ids.add(bidId);
  }

  @Override
  public final List<String> takeReminders(long untilMillis) {
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
