package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.ModelAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * One piece of control knowledge for every subtask; exactly one component is not null.
 *
 * @param campaign a campaign in the version that is in force
 * @param model an announced bundle
 * @param pacing the latest update of a budget's controller
 * @param closedBudget id of a budget that is closed: its latest pacing update counts no more
 * @param curve a market curve that was learned while running
 * @param stopped true where all bidding is to stop, false where it may go on
 * @param exchange whether Paceline bids at an exchange
 */
public record ControlUpdate(
    @Nullable Campaign campaign,
    @Nullable ModelAnnouncement model,
    @Nullable PacingUpdate pacing,
    @Nullable String closedBudget,
    @Nullable LiveCurve curve,
    @Nullable Boolean stopped,
    @Nullable ExchangeStatus exchange) {

  /** A campaign in the version that is in force. */
  public static ControlUpdate of(Campaign campaign) {
    return new ControlUpdate(campaign, null, null, null, null, null, null);
  }

  /** An announced bundle. */
  public static ControlUpdate of(ModelAnnouncement model) {
    return new ControlUpdate(null, model, null, null, null, null, null);
  }

  /** The latest pacing update of a budget's controller. */
  public static ControlUpdate of(PacingUpdate pacing) {
    return new ControlUpdate(null, null, pacing, null, null, null, null);
  }

  /** A budget is closed. */
  public static ControlUpdate closed(String budgetId) {
    return new ControlUpdate(null, null, null, budgetId, null, null, null);
  }

  /** A market curve that was learned while running. */
  public static ControlUpdate of(LiveCurve curve) {
    return new ControlUpdate(null, null, null, null, curve, null, null);
  }

  /** Whether Paceline bids at an exchange. */
  public static ControlUpdate of(ExchangeStatus exchange) {
    return new ControlUpdate(null, null, null, null, null, null, exchange);
  }

  /** All bidding is to stop, or may go on. */
  public static ControlUpdate stop(boolean stopped) {
    return new ControlUpdate(null, null, null, null, null, stopped, null);
  }
}
