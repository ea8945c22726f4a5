package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the latest state of each campaign's budget, by the numbers that campaigns have in one
 * {@link EligibilityIndex}, and which campaigns were paused since that index was built. It spares
 * the two map look-ups that each candidate would otherwise need; with fifty candidates a request
 * they took a fifth of the time of eligibility, and budgets change far less often than requests
 * come. Not thread-safe.
 */
public final class BudgetBoard {

  private final List<Campaign> campaigns;
  private final Map<String, int[]> campaignsOfBudget = new HashMap<>();
  private final BitSet spent = new BitSet();

  /** Campaigns that are paused, though their index still has them running. */
  private final BitSet halted = new BitSet();

  private final double[] push;
  private final CapTally caps;

  /** Asks {@code budgets} once about the budget of each campaign. */
  BudgetBoard(List<Campaign> campaigns, Budgets budgets) {
    this.campaigns = campaigns;
    push = new double[campaigns.size()];
    caps = new CapTally(campaigns);
    for (int i = 0; i < push.length; i++) {
      String budgetId = campaigns.get(i).budget().id();
      int[] known = campaignsOfBudget.getOrDefault(budgetId, new int[0]);
      int[] grown = Arrays.copyOf(known, known.length + 1);
      grown[known.length] = i;
      campaignsOfBudget.put(budgetId, grown);
      spent.set(i, !budgets.canBid(budgetId));
      push[i] = budgets.push(budgetId);
    }
  }

  /**
   * Takes over the latest state of one budget; ignores a budget to which no campaign of the index
   * belongs.
   */
  public void update(String budgetId, boolean canBid, double newPush) {
    for (int campaign : campaignsOfBudget.getOrDefault(budgetId, new int[0])) {
      spent.set(campaign, !canBid);
      push[campaign] = newPush;
    }
  }

  /**
   * Pauses a campaign before the index is built again, or resumes one that was paused in this way;
   * ignores a campaign that is not in the index.
   */
  void halt(String campaignId, boolean paused) {
    for (int i = 0; i < campaigns.size(); i++) {
      if (campaigns.get(i).id().equals(campaignId)) {
        halted.set(i, paused);
        return;
      }
    }
  }

  /** Removes the campaigns that were paused since the index was built. */
  void removeHalted(BitSet flying) {
    flying.andNot(halted);
  }

  /** The tally of what frequency caps keep out of the decisions that use this board. */
  public CapTally caps() {
    return caps;
  }

  boolean isSpent(int campaign) {
    return spent.get(campaign);
  }

  double push(int campaign) {
    return push[campaign];
  }

  /** Number of campaigns in the index for which this board was made. */
  int size() {
    return push.length;
  }
}
