package io.paceline.core.scoring;

import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.NoBidReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request after the second step of the decision.
 *
 * @param eligible the request with its candidates
 * @param modelVersion the bundle that scored it, null where none did
 * @param scores one per imp, in the request's order; empty where nothing was scored
 * @param market what is believed of the market on the request's site, null where nothing was scored
 * @param failure why nothing was scored, null where the request was scored or had no candidate
 */
public record ScoredRequest(
    EligibleRequest eligible,
    @Nullable String modelVersion,
    List<ImpScores> scores,
    @Nullable SiteMarket market,
    @Nullable NoBidReason failure) {

  /** A request that the bundle {@code modelVersion} scored. */
  public static ScoredRequest scored(
      EligibleRequest eligible, String modelVersion, List<ImpScores> scores, SiteMarket market) {
    return new ScoredRequest(eligible, modelVersion, scores, market, null);
  }

  /**
   * A request that was not scored.
   *
   * @param failure why not, null where there was nothing to score
   */
  public static ScoredRequest unscored(EligibleRequest eligible, @Nullable NoBidReason failure) {
    return new ScoredRequest(eligible, null, List.of(), null, failure);
  }
}
