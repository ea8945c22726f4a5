package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.ModelAnnouncement;
import org.jspecify.annotations.Nullable;

/** One piece of control knowledge for every subtask; exactly one component is not null. */
public record ControlUpdate(
    @Nullable Campaign campaign,
    @Nullable ModelAnnouncement model,
    @Nullable PacingUpdate pacing,
    @Nullable LiveCurve curve) {

  /** A campaign in the version that is in force. */
  public static ControlUpdate of(Campaign campaign) {
    return new ControlUpdate(campaign, null, null, null);
  }

  /** An announced bundle. */
  public static ControlUpdate of(ModelAnnouncement model) {
    return new ControlUpdate(null, model, null, null);
  }

  /** The latest pacing update of a budget's controller. */
  public static ControlUpdate of(PacingUpdate pacing) {
    return new ControlUpdate(null, null, pacing, null);
  }

  /** A market curve that was learned while running. */
  public static ControlUpdate of(LiveCurve curve) {
    return new ControlUpdate(null, null, null, curve);
  }
}
