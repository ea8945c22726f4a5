package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.eligibility.CampaignBook;
import io.paceline.core.exchange.HaltedExchanges;
import io.paceline.core.market.CurveBook;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.job.serialization.SharedTypeInfo;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.MapStateDescriptor;
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
   * Latest pacing update of each budget from which a known campaign spends, by budget id; removed
   * when the budget is closed, and together with the budget's last campaign. Updates of other
   * budgets are dropped.
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
  private final Halts halts = new Halts();
  private @Nullable AnnouncedBundle bundle;
  private boolean loaded;

  /** Empty until {@link #load} or the first {@link #apply}. */
  public ControlState(Set<String> ownDomains, String currency) {
    book = new CampaignBook(ownDomains, currency);
  }

  /**
   * Copies the broadcast state into memory, as after a restore. Only the first call does so; it
   * must come before the first use.
   *
   * @param nowMillis wall time
   */
  public void load(BroadcastStates states, long nowMillis) throws Exception {
    if (loaded) {
      return;
    }
    states.of(CAMPAIGNS).immutableEntries().forEach(e -> book.put(e.getValue(), nowMillis));
    for (Map.Entry<String, PacingUpdate> budget : states.of(BUDGETS).immutableEntries()) {
      put(budget.getValue());
    }
    states.of(CURVES).immutableEntries().forEach(e -> curves.put(e.getValue()));
    ModelAnnouncement newest = states.of(MODEL).get(NEWEST);
    bundle = newest == null ? null : newest.bundle();
    halts.load(states);
    loaded = true;
  }

  /**
   * Applies one update to the broadcast state and to memory.
   *
   * @param campaignMillis campaign time now; campaigns that ended long before it are forgotten
   * @param nowMillis wall time
   */
  public void apply(
      ControlUpdate update, BroadcastStates.Changing states, long campaignMillis, long nowMillis)
      throws Exception {
    load(states::of, nowMillis);
    if (update.campaign() != null) {
      book.put(update.campaign(), nowMillis);
      states.of(CAMPAIGNS).put(update.campaign().id(), update.campaign());
    } else if (update.model() != null) {
      bundle = update.model().bundle();
      states.of(MODEL).put(NEWEST, update.model());
    } else if (update.curve() != null) {
      LiveCurve curve = update.curve();
      curves.put(curve);
      if (curve.curve() == null) {
        states.of(CURVES).remove(curve.place());
      } else {
        states.of(CURVES).put(curve.place(), curve);
      }
    } else if (update.stopped() != null || update.exchange() != null) {
      halts.apply(update, states);
    } else if (update.closedBudget() != null) {
      book.forget(update.closedBudget());
      states.of(BUDGETS).remove(update.closedBudget());
    } else {
      PacingUpdate pacing =
          Objects.requireNonNull(update.pacing(), "one component of an update is not null");
      if (put(pacing)) {
        states.of(BUDGETS).put(pacing.budgetId(), pacing);
      } else {
        states.of(BUDGETS).remove(pacing.budgetId());
      }
    }
    CampaignBook.Forgotten forgotten = book.forgetEnded(campaignMillis, nowMillis);
    for (String campaignId : forgotten.campaignIds()) {
      states.of(CAMPAIGNS).remove(campaignId);
    }
    for (String budgetId : forgotten.budgetIds()) {
      states.of(BUDGETS).remove(budgetId);
    }
  }

  /** Takes in a pacing update; says whether a campaign spends from its budget. */
  private boolean put(PacingUpdate pacing) {
    return book.put(pacing.budgetId(), pacing.control().canBid(), pacing.control().push());
  }

  /** True while all bidding is stopped. */
  public boolean isStopped() {
    return halts.isStopped();
  }

  /** The exchanges at which bidding is halted. */
  public HaltedExchanges halted() {
    return halts.exchanges();
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
