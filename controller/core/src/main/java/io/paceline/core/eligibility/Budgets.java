package io.paceline.core.eligibility;

/** What eligibility has to know of budgets, by their latest pacing updates. */
public interface Budgets {

  /** False where the budget admits no bid now; true for one of which nothing is known yet. */
  boolean canBid(String budgetId);

  /** How strongly allocation favours the budget's campaigns, 0.5 to 2; 1 where nothing is known. */
  double push(String budgetId);
}
