package io.paceline.core.scoring;

import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.LiveCurve;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for the model, or the announcement of a bundle, which is to be loaded before
 * the first request needs it.
 *
 * @param eligible the request with the candidates to score; null where only a bundle is announced
 * @param bundle the newest bundle that was announced when the request came, null where there is
 *     none
 * @param live the curve that the running job has learned for the request's market, null for none
 */
public record ScoringInput(
    @Nullable EligibleRequest eligible,
    @Nullable AnnouncedBundle bundle,
    @Nullable LiveCurve live) {

  /** A request that was refused before it needed a model; it has no candidates. */
  public static ScoringInput refused(EligibleRequest eligible) {
    return new ScoringInput(eligible, null, null);
  }

  /** The announcement of a bundle. */
  public static ScoringInput announced(AnnouncedBundle bundle) {
    return new ScoringInput(null, bundle, null);
  }
}
