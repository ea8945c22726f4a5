package io.paceline.spend;

import io.paceline.campaign.Campaign;
import io.paceline.ledger.LedgerStore;
import io.paceline.pacing.PlanStart;
import java.util.List;

/** Where the spend controller keeps one budget: Flink's keyed state in the job, maps in tests. */
public interface BudgetStore extends LedgerStore {

  /** The control's state; {@link BudgetState#NEW} before the first {@link #save(BudgetState)}. */
  BudgetState state();

  /** Keeps the control's state. */
  void save(BudgetState state);

  /** From where the plan counts, null before the first {@link #save(PlanStart)}. */
  PlanStart planStart();

  /** Keeps from where the plan counts. */
  void save(PlanStart start);

  /** The campaigns that spend this budget. */
  List<Campaign> campaigns();

  /** The campaign of that id, or null where it does not spend this budget. */
  Campaign campaign(String campaignId);

  /** Keeps a campaign. */
  void put(Campaign campaign);
}
