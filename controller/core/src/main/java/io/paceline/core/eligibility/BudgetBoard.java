package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the budgets, laid out by the campaigns of one {@link EligibilityIndex}: asking a
 * map twice for each of fifty candidates was a fifth of eligibility, and budgets change far less
 * often than requests come. Not thread-safe.
 */
public final class BudgetBoard {

  private final Map<String, int[]> campaignsOfBudget = new HashMap<>();
  private final BitSet spent = new BitSet();
  private final double[] push;
  private final CapTally caps;

  /** Asks {@code budgets} about each campaign once. */
  BudgetBoard(List<Campaign> campaigns, Budgets budgets) {
    push = new double[campaigns.size()];
    caps = new CapTally(campaigns);
    for (int i = 0; i < push.length; i++) {
      String budgetId = campaigns.get(i).budgetId();
      int[] known = campaignsOfBudget.getOrDefault(budgetId, new int[0]);
      int[] grown = Arrays.copyOf(known, known.length + 1);
      grown[known.length] = i;
      campaignsOfBudget.put(budgetId, grown);
      spent.set(i, !budgets.canBid(budgetId));
      push[i] = budgets.push(budgetId);
    }
  }

  /** Takes the latest word on one budget; of a budget without a campaign nothing is kept. */
  public void update(String budgetId, boolean canBid, double newPush) {
    for (int campaign : campaignsOfBudget.getOrDefault(budgetId, new int[0])) {
      spent.set(campaign, !canBid);
      push[campaign] = newPush;
    }
  }

  /** What frequency caps kept out of the decisions with this board. */
  public CapTally caps() {
    return caps;
  }

  boolean isSpent(int campaign) {
    return spent.get(campaign);
  }

  double push(int campaign) {
    return push[campaign];
  }

  /** Campaigns that this board was laid out for. */
  int size() {
    return push.length;
  }
}
