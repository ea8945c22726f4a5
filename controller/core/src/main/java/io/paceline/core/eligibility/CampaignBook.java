package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.profile.KnownCampaigns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns and budgets that eligibility knows, in the form that decisions need: an index,
 * which is built again after an edit, and a board of budgets for it. Not thread-safe.
 */
public final class CampaignBook implements KnownCampaigns {

  /**
   * Ended campaigns stay this long (campaign time), so that late notices and user events still find
   * their caps and categories.
   */
  private static final long ENDED_MEMORY_MILLIS = 7 * 86_400_000L;

  private record Budget(boolean canBid, double push) {}

  /** A budget of which nothing is known: its controller has the last word on every bid anyway. */
  private static final Budget UNKNOWN = new Budget(true, 1.0);

  private final Set<String> ownDomains;
  private final String currency;
  private final Map<String, Campaign> campaigns = new HashMap<>();
  private final Map<String, Budget> budgets = new HashMap<>();

  /** The index, null where it has to be built again. */
  private @Nullable EligibilityIndex index;

  /** The board of the index, null where it has to be built again. */
  private @Nullable BudgetBoard board;

  /**
   * Cap counts of the latest board, kept so that a new board after an edit goes on from them; null
   * before the first board.
   */
  private @Nullable CapTally caps;

  /**
   * Makes an empty book.
   *
   * @param ownDomains domains (sub-domains included) whose pages count as on-site
   * @param currency ISO-4217 code of the currency in which bids are made
   */
  public CampaignBook(Set<String> ownDomains, String currency) {
    this.ownDomains = Set.copyOf(ownDomains);
    this.currency = currency;
  }

  /** Takes in a new or edited campaign. */
  public void put(Campaign campaign) {
    campaigns.put(campaign.id(), campaign);
    index = null;
    board = null;
  }

  /**
   * Takes in the latest state of a budget.
   *
   * @param canBid whether the budget admits bids now
   * @param push how strongly allocation favours its campaigns, 0.5 to 2
   */
  public void put(String budgetId, boolean canBid, double push) {
    budgets.put(budgetId, new Budget(canBid, push));
    if (board != null) {
      board.update(budgetId, canBid, push);
    }
  }

  /**
   * What the book has forgotten.
   *
   * @param campaignIds campaigns that ended long ago
   * @param budgetIds budgets of these campaigns from which no remaining campaign spends
   */
  public record Forgotten(List<String> campaignIds, List<String> budgetIds) {}

  /**
   * Forgets the campaigns that ended more than seven days (campaign time) ago, each budget together
   * with its last campaign.
   *
   * @param campaignMillis campaign time
   */
  public Forgotten forgetEnded(long campaignMillis) {
    List<Campaign> ended = new ArrayList<>();
    for (Campaign campaign : campaigns.values()) {
      if (campaign.flight().endMillis() < campaignMillis - ENDED_MEMORY_MILLIS) {
        ended.add(campaign);
      }
    }
    List<String> campaignIds = new ArrayList<>(ended.size());
    List<String> budgetIds = new ArrayList<>();
    for (Campaign campaign : ended) {
      campaigns.remove(campaign.id());
      campaignIds.add(campaign.id());
      if (!isSpentByAny(campaign.budget().id())) {
        budgets.remove(campaign.budget().id());
        budgetIds.add(campaign.budget().id());
      }
    }
    if (!ended.isEmpty()) {
      index = null;
      board = null;
    }
    return new Forgotten(campaignIds, budgetIds);
  }

  private boolean isSpentByAny(String budgetId) {
    return campaigns.values().stream()
        .anyMatch(campaign -> campaign.budget().id().equals(budgetId));
  }

  /** The index over all campaigns, built again after an edit. */
  public EligibilityIndex index() {
    if (index == null) {
      index = EligibilityIndex.of(campaigns.values(), ownDomains, currency);
    }
    return index;
  }

  /** The latest state of each campaign's budget, by the campaign's number in {@link #index}. */
  public BudgetBoard board() {
    if (board == null) {
      board = index().board(new LatestWord());
      if (caps != null) {
        board.caps().takeOver(caps);
      }
      caps = board.caps();
    }
    return board;
  }

  private final class LatestWord implements Budgets {
    @Override
    public boolean canBid(String budgetId) {
      return budgets.getOrDefault(budgetId, UNKNOWN).canBid();
    }

    @Override
    public double push(String budgetId) {
      return budgets.getOrDefault(budgetId, UNKNOWN).push();
    }
  }

  @Override
  public @Nullable FrequencyCap frequencyCap(@Nullable String campaignId) {
    Campaign campaign = campaignId == null ? null : campaigns.get(campaignId);
    return campaign == null ? null : campaign.frequencyCap();
  }

  @Override
  public List<String> categories(@Nullable String campaignId) {
    Campaign campaign = campaignId == null ? null : campaigns.get(campaignId);
    return campaign == null ? List.of() : campaign.advertiser().cat();
  }
}
