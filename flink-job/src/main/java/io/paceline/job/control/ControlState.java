package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.eligibility.BudgetBoard;
import io.paceline.core.eligibility.Budgets;
import io.paceline.core.eligibility.CapTally;
import io.paceline.core.eligibility.EligibilityIndex;
import io.paceline.core.market.CurveBook;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.job.serialization.SharedTypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What every subtask knows of campaigns, budgets, the model and the market: Flink's broadcast
 * state, and a copy in plain memory in the form that decisions need. Every update changes both.
 */
public final class ControlState implements Budgets {

  /** Campaigns by id, until {@link #ENDED_MEMORY_MILLIS} after their flight. */
  public static final MapStateDescriptor<String, Campaign> CAMPAIGNS =
      new MapStateDescriptor<>("campaigns", Types.STRING, SharedTypeInfo.of(Campaign.class));

  /**
   * Latest pacing update of each budget, by budget id; removed together with the budget's last
   * campaign.
   */
  public static final MapStateDescriptor<String, PacingUpdate> BUDGETS =
      new MapStateDescriptor<>("budgets", Types.STRING, SharedTypeInfo.of(PacingUpdate.class));

  /** The newest announced bundle, under one key. */
  public static final MapStateDescriptor<String, ModelAnnouncement> MODEL =
      new MapStateDescriptor<>("model", String.class, ModelAnnouncement.class);

  /**
   * Market curves learned while running, by context; when the learner forgets a context, it tells
   * so, and the curve is removed.
   */
  public static final MapStateDescriptor<MarketKey, LiveCurve> CURVES =
      new MapStateDescriptor<>(
          "market-curves", SharedTypeInfo.of(MarketKey.class), SharedTypeInfo.of(LiveCurve.class));

  /**
   * Ended campaigns stay this long (campaign time), for late notices and for flights that are
   * prolonged.
   */
  private static final long ENDED_MEMORY_MILLIS = 7 * 86_400_000L;

  private static final String NEWEST = "newest";

  private final Set<String> ownDomains;
  private final String currency;
  private final Map<String, Campaign> campaigns = new HashMap<>();
  private final Map<String, PacingUpdate> budgets = new HashMap<>();
  private final CurveBook curves = new CurveBook();
  private AnnouncedBundle bundle;
  private EligibilityIndex index;
  private BudgetBoard board;

  /** Cap counts of the latest board, kept so that a new board after an edit goes on from them. */
  private CapTally caps;

  private boolean loaded;

  /** Empty until {@link #load} or the first {@link #apply}. */
  public ControlState(Set<String> ownDomains, String currency) {
    this.ownDomains = Set.copyOf(ownDomains);
    this.currency = currency;
  }

  /**
   * Copies the broadcast state into memory, as after a restore. Only the first call does so; it
   * must come before the first use.
   */
  public void load(
      ReadOnlyBroadcastState<String, Campaign> campaignState,
      ReadOnlyBroadcastState<String, PacingUpdate> budgetState,
      ReadOnlyBroadcastState<String, ModelAnnouncement> modelState,
      ReadOnlyBroadcastState<MarketKey, LiveCurve> curveState)
      throws Exception {
    if (loaded) {
      return;
    }
    campaignState.immutableEntries().forEach(e -> campaigns.put(e.getKey(), e.getValue()));
    budgetState.immutableEntries().forEach(e -> budgets.put(e.getKey(), e.getValue()));
    curveState.immutableEntries().forEach(e -> curves.put(e.getValue()));
    ModelAnnouncement newest = modelState.get(NEWEST);
    bundle = newest == null ? null : newest.bundle();
    loaded = true;
  }

  /**
   * Applies one update to the broadcast state and to memory.
   *
   * @param campaignMillis campaign time now; campaigns that ended long before it are forgotten
   */
  public void apply(
      ControlUpdate update,
      BroadcastState<String, Campaign> campaignState,
      BroadcastState<String, PacingUpdate> budgetState,
      BroadcastState<String, ModelAnnouncement> modelState,
      BroadcastState<MarketKey, LiveCurve> curveState,
      long campaignMillis)
      throws Exception {
    load(campaignState, budgetState, modelState, curveState);
    if (update.campaign() != null) {
      campaigns.put(update.campaign().id(), update.campaign());
      campaignState.put(update.campaign().id(), update.campaign());
      forgetEnded(campaignState, budgetState, campaignMillis - ENDED_MEMORY_MILLIS);
      index = null;
      board = null;
    } else if (update.model() != null) {
      bundle = update.model().bundle();
      modelState.put(NEWEST, update.model());
    } else if (update.curve() != null) {
      LiveCurve curve = update.curve();
      curves.put(curve);
      if (curve.curve() == null) {
        curveState.remove(curve.place());
      } else {
        curveState.put(curve.place(), curve);
      }
    } else {
      budgets.put(update.pacing().budgetId(), update.pacing());
      budgetState.put(update.pacing().budgetId(), update.pacing());
      if (board != null) {
        board.update(update.pacing().budgetId(), update.pacing().canBid(), update.pacing().push());
      }
    }
  }

  private void forgetEnded(
      BroadcastState<String, Campaign> campaignState,
      BroadcastState<String, PacingUpdate> budgetState,
      long endedBeforeMillis)
      throws Exception {
    List<Campaign> ended =
        campaigns.values().stream().filter(c -> c.flightEndMillis() < endedBeforeMillis).toList();
    for (Campaign campaign : ended) {
      campaigns.remove(campaign.id());
      campaignState.remove(campaign.id());
      String budgetId = campaign.budgetId();
      if (campaigns.values().stream().noneMatch(other -> other.budgetId().equals(budgetId))) {
        budgets.remove(budgetId);
        budgetState.remove(budgetId);
      }
    }
  }

  /** The index over all campaigns, built again after an edit. */
  public EligibilityIndex index() {
    if (index == null) {
      index = EligibilityIndex.of(campaigns.values(), ownDomains, currency);
    }
    return index;
  }

  /** The latest state of every budget, by the numbers that campaigns have in {@link #index}. */
  public BudgetBoard board() {
    if (board == null) {
      board = index().board(this);
      if (caps != null) {
        board.caps().takeOver(caps);
      }
      caps = board.caps();
    }
    return board;
  }

  /** Market curves learned while running. */
  public CurveBook curves() {
    return curves;
  }

  /** The newest announced bundle, or null. */
  public AnnouncedBundle bundle() {
    return bundle;
  }

  /** The campaign's frequency cap, or null where it has none or is not known. */
  public FrequencyCap frequencyCap(String campaignId) {
    Campaign campaign = campaignId == null ? null : campaigns.get(campaignId);
    return campaign == null ? null : campaign.frequencyCap();
  }

  /** The campaign's categories; empty where the campaign is not known. */
  public List<String> categories(String campaignId) {
    Campaign campaign = campaignId == null ? null : campaigns.get(campaignId);
    return campaign == null ? List.of() : campaign.cat();
  }

  @Override
  public boolean canBid(String budgetId) {
    // A budget without an update may bid: its controller has the last word on every bid anyway.
    PacingUpdate budget = budgets.get(budgetId);
    return budget == null || budget.canBid();
  }

  @Override
  public double push(String budgetId) {
    PacingUpdate budget = budgets.get(budgetId);
    return budget == null ? 1.0 : budget.push();
  }
}
