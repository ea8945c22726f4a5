package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.eligibility.CampaignBook;
import io.paceline.core.market.CurveBook;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.job.serialization.SharedTypeInfo;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What every subtask knows of campaigns, budgets, the model and the market: Flink's broadcast
 * state, and a copy in plain memory in the form that decisions need. Every update changes both.
 */
public final class ControlState {

  /** Campaigns by id, until {@link CampaignBook#forgetEnded} forgets them. */
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
   * Market curves learned while running, by context. When the learner forgets a context, it sends a
   * {@link LiveCurve} without a curve, and the entry is removed.
   */
  public static final MapStateDescriptor<MarketKey, LiveCurve> CURVES =
      new MapStateDescriptor<>(
          "market-curves", SharedTypeInfo.of(MarketKey.class), SharedTypeInfo.of(LiveCurve.class));

  private static final String NEWEST = "newest";

  private final CampaignBook book;
  private final CurveBook curves = new CurveBook();
  private @Nullable AnnouncedBundle bundle;
  private boolean loaded;

  /** Empty until {@link #load} or the first {@link #apply}. */
  public ControlState(Set<String> ownDomains, String currency) {
    book = new CampaignBook(ownDomains, currency);
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
    campaignState.immutableEntries().forEach(e -> book.put(e.getValue()));
    budgetState.immutableEntries().forEach(e -> put(e.getValue()));
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
      book.put(update.campaign());
      campaignState.put(update.campaign().id(), update.campaign());
      CampaignBook.Forgotten forgotten = book.forgetEnded(campaignMillis);
      for (String campaignId : forgotten.campaignIds()) {
        campaignState.remove(campaignId);
      }
      for (String budgetId : forgotten.budgetIds()) {
        budgetState.remove(budgetId);
      }
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
      PacingUpdate pacing =
          Objects.requireNonNull(update.pacing(), "one component of an update is not null");
      put(pacing);
      budgetState.put(pacing.budgetId(), pacing);
    }
  }

  private void put(PacingUpdate pacing) {
    book.put(pacing.budgetId(), pacing.control().canBid(), pacing.control().push());
  }

  /** Campaigns and budgets. */
  public CampaignBook book() {
    return book;
  }

  /** Market curves learned while running. */
  public CurveBook curves() {
    return curves;
  }

  /** The newest announced bundle, or null. */
  public @Nullable AnnouncedBundle bundle() {
    return bundle;
  }
}
