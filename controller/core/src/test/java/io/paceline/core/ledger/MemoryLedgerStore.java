package io.paceline.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** A ledger's store in maps; a copy of it stands for a checkpoint. */
public class MemoryLedgerStore implements LedgerStore {

  private Account account = Account.EMPTY;
  private final Map<String, BidEntry> bids = new HashMap<>();
  private final TreeMap<Long, List<String>> reminders = new TreeMap<>();

  private final Map<Long, ExchangeSpend> exchanges = new HashMap<>();

  private final Map<Integer, Map<Long, Boolean>> billed = new HashMap<>();

  MemoryLedgerStore copy() {
    MemoryLedgerStore copy = new MemoryLedgerStore();
    copyInto(copy);
    return copy;
  }

  /** Makes another store equal to this one. */
  protected void copyInto(MemoryLedgerStore copy) {
    copy.account = account;
    copy.bids.putAll(bids);
    copy.exchanges.putAll(exchanges);
    billed.forEach((slot, bidsOfSlot) -> copy.billed.put(slot, new HashMap<>(bidsOfSlot)));
    // As in the job's store, reminders are not part of the state but rebuilt from the bids.
    bids.forEach((bidId, entry) -> copy.remind(entry.slotMillis(), bidId));
  }

  int size() {
    return bids.size() + reminders.size() + billed.values().stream().mapToInt(Map::size).sum();
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
  public BidEntry bid(String bidId) {
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
  public ExchangeSpend exchangeSpend(long key) {
    return exchanges.get(key);
  }

  @Override
  public void put(long key, ExchangeSpend spend) {
    exchanges.put(key, spend);
  }

  @Override
  public void replaceExchangeSpends(Function<ExchangeSpend, ExchangeSpend> change) {
    exchanges.replaceAll((key, spend) -> change.apply(spend));
    exchanges.values().removeIf(Objects::isNull);
  }

  @Override
  public Boolean billed(int slot, long bidKey) {
    return billed.getOrDefault(slot, Map.of()).get(bidKey);
  }

  @Override
  public void putBilled(int slot, long bidKey, boolean clicked) {
    billed.computeIfAbsent(slot, unseen -> new HashMap<>()).put(bidKey, clicked);
  }

  @Override
  public boolean removeBilled(int slot, int most) {
    Map<Long, Boolean> bidsOfSlot = billed.getOrDefault(slot, new HashMap<>());
    Iterator<Long> all = bidsOfSlot.keySet().iterator();
    for (int removed = 0; removed < most && all.hasNext(); removed++) {
      all.next();
      all.remove();
    }
    return bidsOfSlot.isEmpty();
  }

  @Override
  public void remind(long slotMillis, String bidId) {
    reminders.computeIfAbsent(slotMillis, slot -> new ArrayList<>()).add(bidId);
  }

  @Override
  public List<String> takeReminders(long untilMillis) {
    List<String> due = new ArrayList<>();
    Map<Long, List<String>> past = reminders.headMap(untilMillis, true);
    past.values().forEach(due::addAll);
    past.clear();
    return due;
  }
}
