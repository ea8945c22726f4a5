package io.paceline.core.eligibility;

/** What eligibility has to know about budgets, according to their latest pacing updates. */
public interface Budgets {

  /** False where the budget admits no bid now; true for a budget of which nothing is known yet. */
  boolean canBid(String budgetId);

  /** How strongly allocation favours the budget's campaigns, 0.5 to 2; 1 where nothing is known. */
  double push(String budgetId);
}
