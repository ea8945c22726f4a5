package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.MapLedgerStore;
import io.paceline.core.pacing.DayWorth;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.PlanStart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one budget in maps of this process: where money is played without Flink, in rehearsals and
 * tests. A copy stands for a checkpoint.
 */
public class MapBudgetStore extends MapLedgerStore implements BudgetStore {

  private final TreeMap<Integer, AuctionOutcome> outcomes = new TreeMap<>();
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();
  private BudgetState state = BudgetState.NEW;
  private AuctionTally tally = AuctionTally.NONE;
  private @Nullable LawMemory lawMemory;
  private @Nullable PlanStart planStart;
  private @Nullable DayWorth dayWorth;

  /** The campaigns as a list, null after one was put. */
  private @Nullable List<Campaign> listed;

  @Override
  public MapBudgetStore copy() {
    MapBudgetStore copy = new MapBudgetStore();
    copyInto(copy);
    copy.outcomes.putAll(outcomes);
    copy.campaigns.putAll(campaigns);
    copy.state = state;
    copy.tally = tally;
    copy.lawMemory = lawMemory;
    copy.planStart = planStart;
    copy.dayWorth = dayWorth;
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
