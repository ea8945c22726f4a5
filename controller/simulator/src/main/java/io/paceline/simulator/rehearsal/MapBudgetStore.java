package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BidEntry;
import io.paceline.core.ledger.ExchangeSpend;
import io.paceline.core.pacing.DayWorth;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.PlanStart;
import io.paceline.core.spend.AuctionOutcome;
import io.paceline.core.spend.AuctionTally;
import io.paceline.core.spend.BudgetState;
import io.paceline.core.spend.BudgetStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One budget's store in maps; a copy of it stands for a checkpoint. */
final class MapBudgetStore implements BudgetStore {

  private final Map<String, BidEntry> bids = new LinkedHashMap<>();
  private final Map<Long, ExchangeSpend> exchanges = new TreeMap<>();
  private final List<Map<Long, Boolean>> billed = new ArrayList<>();
  private final TreeMap<Long, List<String>> reminders = new TreeMap<>();
  private final TreeMap<Integer, AuctionOutcome> outcomes = new TreeMap<>();
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();
  private Account account = Account.EMPTY;
  private BudgetState state = BudgetState.NEW;
  private AuctionTally tally = AuctionTally.NONE;
  private @Nullable LawMemory lawMemory;
  private @Nullable PlanStart planStart;
  private @Nullable DayWorth dayWorth;

  /** The campaigns as a list, null after one was put. */
  private @Nullable List<Campaign> listed;

  MapBudgetStore() {
    for (int slot = 0; slot < BILLED_SLOTS; slot++) {
      billed.add(new HashMap<>());
    }
  }

  /** A store of its own with the same content. */
  MapBudgetStore copy() {
    MapBudgetStore copy = new MapBudgetStore();
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
    copy.outcomes.putAll(outcomes);
    copy.campaigns.putAll(campaigns);
    copy.account = account;
    copy.state = state;
    copy.tally = tally;
    copy.lawMemory = lawMemory;
    copy.planStart = planStart;
    copy.dayWorth = dayWorth;
    return copy;
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

  @Override
  public @Nullable Boolean billed(int slot, long bidKey) {
    return billed.get(slot).get(bidKey);
  }

  @Override
  public void putBilled(int slot, long bidKey, boolean clicked) {
    billed.get(slot).put(bidKey, clicked);
  }

  @Override
  public boolean removeBilled(int slot, int most) {
    Iterator<Long> keys = billed.get(slot).keySet().iterator();
    for (int removed = 0; removed < most && keys.hasNext(); removed++) {
      keys.next();
      keys.remove();
    }
    return billed.get(slot).isEmpty();
  }

  @Override
  public void remind(long slotMillis, String bidId) {
    reminders.computeIfAbsent(slotMillis, slot -> new ArrayList<>()).add(bidId);
  }

  @Override
  public List<String> takeReminders(long untilMillis) {
    if (reminders.isEmpty() || reminders.firstKey() > untilMillis) {
      return List.of();
    }
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
  public @Nullable LawMemory lawMemory() {
    return lawMemory;
  }

  @Override
  public void save(LawMemory memory) {
    lawMemory = memory;
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
  public @Nullable DayWorth dayWorth() {
    return dayWorth;
  }

  @Override
  public void save(DayWorth worth) {
    dayWorth = worth;
  }

  @Override
  public @Nullable PlanStart planStart() {
    return planStart;
  }

  @Override
  public void save(PlanStart start) {
    planStart = start;
  }

  @Override
  public List<Campaign> campaigns() {
    if (listed == null) {
      listed = List.copyOf(campaigns.values());
    }
    return listed;
  }

  @Override
  public @Nullable Campaign campaign(String campaignId) {
    return campaigns.get(campaignId);
  }

  @Override
  public void put(Campaign campaign) {
    campaigns.put(campaign.id(), campaign);
    listed = null;
  }
}
