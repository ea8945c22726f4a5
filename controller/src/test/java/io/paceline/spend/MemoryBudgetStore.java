package io.paceline.spend;

import io.paceline.campaign.Campaign;
import io.paceline.ledger.Account;
import io.paceline.ledger.BidEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One budget in maps. */
final class MemoryBudgetStore implements BudgetStore {

  private Account account = Account.EMPTY;
  private BudgetState state = BudgetState.NEW;
  private AuctionTally tally = AuctionTally.NONE;
  private double[] lawMemory;
  private final Map<String, BidEntry> bids = new HashMap<>();
  private final TreeMap<Long, List<String>> reminders = new TreeMap<>();
  private final TreeMap<Integer, AuctionOutcome> outcomes = new TreeMap<>();
  private final Map<String, Campaign> campaigns = new HashMap<>();

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

  @Override
  public BudgetState state() {
    return state;
  }

  @Override
  public void save(BudgetState changed) {
    state = changed;
  }

  @Override
  public double[] lawMemory() {
    return lawMemory;
  }

  @Override
  public void saveLawMemory(double[] numbers) {
    lawMemory = numbers;
  }

  @Override
  public AuctionTally tally() {
    return tally;
  }

  @Override
  public void save(AuctionTally changed) {
    tally = changed;
  }

  @Override
  public void keep(int slot, AuctionOutcome outcome) {
    outcomes.put(slot, outcome);
  }

  @Override
  public Collection<AuctionOutcome> takeOutcomes() {
    List<AuctionOutcome> all = new ArrayList<>(outcomes.values());
    outcomes.clear();
    return all;
  }

  @Override
  public List<Campaign> campaigns() {
    return List.copyOf(campaigns.values());
  }

  @Override
  public Campaign campaign(String campaignId) {
    return campaigns.get(campaignId);
  }

  @Override
  public void put(Campaign campaign) {
    campaigns.put(campaign.id(), campaign);
  }
}
