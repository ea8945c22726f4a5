package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.LedgerStore;
import io.paceline.core.pacing.PlanStart;
import java.util.Collection;
import java.util.List;

/**
 * Where the spend controller keeps one budget: Flink's keyed state in the job, maps in tests. What
 * every bid reads is kept apart from what only ticks do.
 */
public interface BudgetStore extends LedgerStore {

  /**
   * The control's state, without the law's memory; {@link BudgetState#NEW} before the first {@link
   * #save(BudgetState)}.
   */
  BudgetState state();

  /** Keeps the control's state. */
  void save(BudgetState state);

  /** The law's memory, null where it has none. */
  double[] lawMemory();

  /** Keeps the law's memory, which nobody changes any more; null for none. */
  void saveLawMemory(double[] numbers);

  /** What is counted at each auction; {@link AuctionTally#NONE} at first. */
  AuctionTally tally();

  /** Keeps the counts. */
  void save(AuctionTally tally);

  /** Keeps an outcome until the next tick, in place of what was kept in that slot. */
  void keep(int slot, AuctionOutcome outcome);

  /** The outcomes kept, which are forgotten here. */
  Collection<AuctionOutcome> takeOutcomes();

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
