package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.LedgerStore;
import io.paceline.core.pacing.DayWorth;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.PlanStart;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store in which the spend controller keeps one budget: Flink's keyed state in the job, {@link
 * MapBudgetStore} without Flink. What every bid reads is kept apart from what only ticks read.
 */
public interface BudgetStore extends LedgerStore {

  /**
   * The spend controller's state, without the law's memory; {@link BudgetState#NEW} before the
   * first {@link #save(BudgetState)}.
   */
  BudgetState state();

  /** Keeps the spend controller's state. */
  void save(BudgetState state);

  /** What the pacing law remembers, null before the budget's first tick. */
  @Nullable LawMemory lawMemory();

  /** Keeps what the law remembers. Nobody may change its numbers after this call. */
  void save(LawMemory memory);

  /** The counts of auctions; {@link AuctionTally#NONE} at first. */
  AuctionTally tally();

  /** Keeps the counts of auctions. */
  void save(AuctionTally tally);

  /**
   * Keeps an outcome until the next {@link #takeOutcomes}. It replaces the outcome that was kept in
   * the same slot.
   */
  void keep(int slot, AuctionOutcome outcome);

  /** Returns the kept outcomes and forgets them. */
  Collection<AuctionOutcome> takeOutcomes();

  /** The point from which the plan counts, null before the first {@link #save(PlanStart)}. */
  @Nullable PlanStart planStart();

  /** Keeps the point from which the plan counts. */
  void save(PlanStart start);

  /** What the budget's finished days were worth, null before the first {@link #save(DayWorth)}. */
  @Nullable DayWorth dayWorth();

  /** Keeps what the budget's finished days were worth. */
  void save(DayWorth worth);

  /** The campaigns that spend this budget. */
  List<Campaign> campaigns();

  /** The campaign of that id, or null where it does not spend this budget. */
  @Nullable Campaign campaign(String campaignId);

  /** Keeps a campaign. {@link SpendController#put} is the one that calls this. */
  void put(Campaign campaign);
}
