package io.paceline.job.eligibility;

import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.scoring.AnnouncedBundle;

/**
 * A request that waits for the model, or the news of a bundle that is to be loaded before the first
 * request needs it.
 *
 * @param eligible what is to be scored; null where only a bundle is announced
 * @param bundle the newest announced one when the request came, null where none is announced
 * @param live what was learned of the market here while running, null for nothing
 */
public record ScoringInput(EligibleRequest eligible, AnnouncedBundle bundle, LiveCurve live) {

  /** A request of whose market nothing was learned yet. */
  public ScoringInput(EligibleRequest eligible, AnnouncedBundle bundle) {
    this(eligible, bundle, null);
  }

  /** The news of a bundle that was just announced. */
  public static ScoringInput announced(AnnouncedBundle bundle) {
    return new ScoringInput(null, bundle, null);
  }
}
