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
 * which is built again after edits, and a board of budgets for it. Building the index takes tens of
 * milliseconds with thousands of campaigns, on the thread that decides. So the edits that come
 * shortly after each other lead to one new index, {@value #BATCH_MILLIS} ms after the first of
 * them; pauses do not wait for it. Not thread-safe.
 */
public final class CampaignBook implements KnownCampaigns {

  /**
   * Ended campaigns stay this long (campaign time), so that late notices and user events still find
   * their caps and categories.
   */
  private static final long ENDED_MEMORY_MILLIS = 7 * 86_400_000L;

  /**
   * How long after an edit the index is built again, milliseconds of wall time; edits that come
   * meanwhile are in the same index.
   */
  private static final long BATCH_MILLIS = 200;

  private record Budget(boolean canBid, double push) {}

  /**
   * A budget of which nothing is known may bid, because its controller has the last word on every
   * bid anyway.
   */
  private static final Budget UNKNOWN = new Budget(true, 1.0);

  private static final Forgotten NOTHING = new Forgotten(List.of(), List.of());

  private final Set<String> ownDomains;
  private final String currency;
  private final Map<String, Campaign> campaigns = new HashMap<>();
  private final Map<String, Budget> budgets = new HashMap<>();

  /** How many campaigns spend from each budget; a budget with none is not here. */
  private final Map<String, Integer> campaignsOnBudget = new HashMap<>();

  /** No campaign can be forgotten before this campaign time. */
  private long nothingEndsBefore = Long.MAX_VALUE;

  /** The index, null before the first one. */
  private @Nullable EligibilityIndex index;

  /** Wall time of the first edit that the index lacks, null where it lacks none. */
  private @Nullable Long lacksSince;

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

  /**
   * Takes in a new or edited campaign.
   *
   * @param nowMillis wall time
   */
  public void put(Campaign campaign, long nowMillis) {
    Campaign before = campaigns.put(campaign.id(), campaign);
    if (before != null) {
      leave(before);
    }
    campaignsOnBudget.merge(campaign.budget().id(), 1, Integer::sum);
    nothingEndsBefore = Math.min(nothingEndsBefore, forgottenAfter(campaign));
    lacks(nowMillis);
    if (board != null) {
      board.halt(campaign.id(), campaign.paused());
    }
  }

  private void leave(Campaign campaign) {
    campaignsOnBudget.computeIfPresent(
        campaign.budget().id(), (id, count) -> count == 1 ? null : count - 1);
  }

  private void lacks(long nowMillis) {
    if (lacksSince == null) {
      lacksSince = nowMillis;
    }
  }

  /** Campaign time after which a campaign is forgotten. */
  private static long forgottenAfter(Campaign campaign) {
    long end = campaign.flight().endMillis();
    return end > Long.MAX_VALUE - ENDED_MEMORY_MILLIS ? Long.MAX_VALUE : end + ENDED_MEMORY_MILLIS;
  }

  /**
   * Takes in the latest state of a budget, unless no campaign in the book spends from it.
   *
   * @param canBid whether the budget admits bids now
   * @param push how strongly allocation favours its campaigns, 0.5 to 2
   * @return whether a campaign spends from the budget
   */
  public boolean put(String budgetId, boolean canBid, double push) {
    if (!campaignsOnBudget.containsKey(budgetId)) {
      return false;
    }
    put(budgetId, new Budget(canBid, push));
    return true;
  }

  /** Forgets the latest state of a budget that its controller has closed. */
  public void forget(String budgetId) {
    if (budgets.containsKey(budgetId)) {
      put(budgetId, UNKNOWN);
      budgets.remove(budgetId);
    }
  }

  private void put(String budgetId, Budget budget) {
    budgets.put(budgetId, budget);
    if (board != null) {
      board.update(budgetId, budget.canBid(), budget.push());
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
   * @param nowMillis wall time
   */
  public Forgotten forgetEnded(long campaignMillis, long nowMillis) {
    if (campaignMillis <= nothingEndsBefore) {
      return NOTHING;
    }
    List<Campaign> ended = new ArrayList<>();
    nothingEndsBefore = Long.MAX_VALUE;
    for (Campaign campaign : campaigns.values()) {
      long forgottenAfter = forgottenAfter(campaign);
      if (campaignMillis > forgottenAfter) {
        ended.add(campaign);
      } else {
        nothingEndsBefore = Math.min(nothingEndsBefore, forgottenAfter);
      }
    }
    List<String> campaignIds = new ArrayList<>(ended.size());
    List<String> budgetIds = new ArrayList<>();
    for (Campaign campaign : ended) {
      String budgetId = campaign.budget().id();
      campaigns.remove(campaign.id());
      campaignIds.add(campaign.id());
      leave(campaign);
      if (!campaignsOnBudget.containsKey(budgetId)) {
        budgets.remove(budgetId);
        budgetIds.add(budgetId);
      }
      lacks(nowMillis);
    }
    return new Forgotten(campaignIds, budgetIds);
  }

  /**
   * The index over all campaigns. It may lack the edits of the last {@value #BATCH_MILLIS} ms.
   *
   * @param nowMillis wall time
   */
  public EligibilityIndex index(long nowMillis) {
    // An index without a campaign is replaced at once: nobody gets a bid before there is one, and
    // to build it costs little. So is an index without a board: it is not in use, and no board
    // removes paused campaigns from it.
    if (index == null
        || (lacksSince != null
            && (board == null || index.isEmpty() || isLate(lacksSince, nowMillis)))) {
      index = EligibilityIndex.of(campaigns.values(), ownDomains, currency);
      board = null;
      lacksSince = null;
    }
    return index;
  }

  /** A clock that was set back counts as late, so that an edit never waits for it. */
  private static boolean isLate(long sinceMillis, long nowMillis) {
    return nowMillis - sinceMillis >= BATCH_MILLIS || nowMillis < sinceMillis;
  }

  /**
   * The latest state of each campaign's budget, by the campaign's number in {@link #index} at the
   * same moment.
   *
   * @param nowMillis wall time
   */
  public BudgetBoard board(long nowMillis) {
    EligibilityIndex current = index(nowMillis);
    if (board == null) {
      board = current.board(new LatestWord());
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
