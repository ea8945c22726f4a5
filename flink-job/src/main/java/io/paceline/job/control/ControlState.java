package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.eligibility.CampaignBook;
import io.paceline.core.exchange.ExchangeStatus;
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

  /** Whether all bidding is stopped, under one key; without an entry before the first stop. */
  public static final MapStateDescriptor<String, Boolean> STOPPED =
      new MapStateDescriptor<>("stopped", String.class, Boolean.class);

  /**
   * Exchanges at which bidding is halted, by name; removed when the halt is lifted. The value is
   * always true.
   */
  public static final MapStateDescriptor<String, Boolean> HALTED =
      new MapStateDescriptor<>("halted", String.class, Boolean.class);

  private static final String NEWEST = "newest";

  private final CampaignBook book;
  private final CurveBook curves = new CurveBook();
  private final HaltedExchanges halted = new HaltedExchanges();
  private @Nullable AnnouncedBundle bundle;
  private boolean stopped;
  private boolean loaded;

  /** Empty until {@link #load} or the first {@link #apply}. */
  public ControlState(Set<String> ownDomains, String currency) {
    book = new CampaignBook(ownDomains, currency);
  }

  /** Reads Flink's broadcast state. */
  public interface States {
    /** The state of that descriptor. */
    <K, V> ReadOnlyBroadcastState<K, V> of(MapStateDescriptor<K, V> state) throws Exception;
  }

  /** Changes Flink's broadcast state. */
  public interface ChangingStates {
    /** The state of that descriptor. */
    <K, V> BroadcastState<K, V> of(MapStateDescriptor<K, V> state) throws Exception;
  }

  /**
   * Copies the broadcast state into memory, as after a restore. Only the first call does so; it
   * must come before the first use.
   *
   * @param nowMillis wall time
   */
  public void load(States states, long nowMillis) throws Exception {
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
    stopped = Boolean.TRUE.equals(states.of(STOPPED).get(NEWEST));
    states.of(HALTED).immutableEntries().forEach(e -> halted.add(e.getKey()));
    loaded = true;
  }

  /**
   * Applies one update to the broadcast state and to memory.
   *
   * @param campaignMillis campaign time now; campaigns that ended long before it are forgotten
   * @param nowMillis wall time
   */
  public void apply(
      ControlUpdate update, ChangingStates states, long campaignMillis, long nowMillis)
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
    } else if (update.stopped() != null) {
      stopped = update.stopped();
      states.of(STOPPED).put(NEWEST, update.stopped());
    } else if (update.exchange() != null) {
      ExchangeStatus exchange = update.exchange();
      halted.put(exchange);
      if (exchange.isHalted()) {
        states.of(HALTED).put(exchange.exchange(), true);
      } else {
        states.of(HALTED).remove(exchange.exchange());
      }
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
    return stopped;
  }

  /** The exchanges at which bidding is halted. */
  public HaltedExchanges halted() {
    return halted;
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
