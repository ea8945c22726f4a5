package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.MemoryLedgerStore;
import io.paceline.core.pacing.DayWorth;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.PlanStart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A budget's store in maps; a copy of it stands for a checkpoint. */
class MemoryBudgetStore extends MemoryLedgerStore implements BudgetStore {

  private BudgetState state = BudgetState.NEW;
  private AuctionTally tally = AuctionTally.NONE;
  private LawMemory lawMemory;
  private PlanStart planStart;
  private DayWorth dayWorth;
  private final TreeMap<Integer, AuctionOutcome> outcomes = new TreeMap<>();
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();

  MemoryBudgetStore snapshot() {
    MemoryBudgetStore copy = new MemoryBudgetStore();
    copyInto(copy);
    copy.state = state;
    copy.tally = tally;
    copy.lawMemory = lawMemory;
    copy.planStart = planStart;
    copy.dayWorth = dayWorth;
    copy.outcomes.putAll(outcomes);
    copy.campaigns.putAll(campaigns);
    return copy;
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
  public LawMemory lawMemory() {
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
  public PlanStart planStart() {
    return planStart;
  }

  @Override
  public void save(PlanStart start) {
    planStart = start;
  }

  @Override
  public DayWorth dayWorth() {
    return dayWorth;
  }

  @Override
  public void save(DayWorth worth) {
    dayWorth = worth;
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
