package io.paceline.job.request;

import io.paceline.eligibility.EligibleRequest;
import io.paceline.market.LiveCurve;
import io.paceline.scoring.AnnouncedBundle;

/**
 * A request that waits for the model.
 *
 * @param eligible what is to be scored
 * @param bundle the newest announced one when the request came, null where none is announced
 * @param live what was learned of the market here while running, null for nothing
 */
public record ScoringInput(EligibleRequest eligible, AnnouncedBundle bundle, LiveCurve live) {

  /** A request of whose market nothing was learned yet. */
  public ScoringInput(EligibleRequest eligible, AnnouncedBundle bundle) {
    this(eligible, bundle, null);
  }
}
