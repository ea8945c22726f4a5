package io.paceline.spend;

import io.paceline.campaign.Campaign;
import io.paceline.ledger.MemoryLedgerStore;
import io.paceline.pacing.PlanStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A budget in maps, which can be copied like a checkpoint. */
final class MemoryBudgetStore extends MemoryLedgerStore implements BudgetStore {

  private BudgetState state = BudgetState.NEW;
  private PlanStart planStart;
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();

  MemoryBudgetStore snapshot() {
    MemoryBudgetStore copy = new MemoryBudgetStore();
    copyInto(copy);
    copy.state = state;
    copy.planStart = planStart;
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
  public PlanStart planStart() {
    return planStart;
  }

  @Override
  public void save(PlanStart start) {
    planStart = start;
  }

  @Override
  public List<Campaign> campaigns() {
    return new ArrayList<>(campaigns.values());
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
