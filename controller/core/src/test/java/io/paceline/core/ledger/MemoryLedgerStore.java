package io.paceline.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A ledger's store in maps; a copy of it stands for a checkpoint. */
public class MemoryLedgerStore implements LedgerStore {

  private Account account = Account.EMPTY;
  private final Map<String, BidEntry> bids = new HashMap<>();
  private final TreeMap<Long, List<String>> reminders = new TreeMap<>();

  private final Map<Long, ExchangeSpend> exchanges = new HashMap<>();

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
    // As in the job's store, reminders are not part of the state but rebuilt from the bids.
    bids.forEach((bidId, entry) -> copy.remind(entry.slotMillis(), bidId));
  }

  int size() {
    return bids.size() + reminders.size();
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
  public Iterable<BidEntry> bids() {
    return bids.values();
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
  public void forgetExchangeSpend(Set<Long> keptPeriods) {
    exchanges.values().removeIf(spend -> !keptPeriods.contains(spend.periodKey()));
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
