package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.ModelAnnouncement;

/** One piece of control knowledge for every subtask; exactly one component is not null. */
public record ControlUpdate(
    Campaign campaign, ModelAnnouncement model, PacingUpdate pacing, LiveCurve curve) {

  /** An update that is no market curve. */
  public ControlUpdate(Campaign campaign, ModelAnnouncement model, PacingUpdate pacing) {
    this(campaign, model, pacing, null);
  }

  /** An update with a market curve that was learned while running. */
  public static ControlUpdate of(LiveCurve curve) {
    return new ControlUpdate(null, null, null, curve);
  }

  static ControlUpdate of(Campaign campaign) {
    return new ControlUpdate(campaign, null, null);
  }

  static ControlUpdate of(ModelAnnouncement model) {
    return new ControlUpdate(null, model, null);
  }

  static ControlUpdate of(PacingUpdate pacing) {
    return new ControlUpdate(null, null, pacing);
  }
}
