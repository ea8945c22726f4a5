package io.paceline.core.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.NoBidReason;
import java.util.List;

/**
 * A request after the second step of the decision.
 *
 * @param eligible the request with its candidates
 * @param modelVersion the bundle that scored it, null where none did
 * @param scores one per imp, in the request's order; empty where scoring failed
 * @param curve what the market charges on the request's site, null where nothing was scored
 * @param failure why nothing was scored, null where the request was scored
 * @param explore whether the curve is uncertain, so that a few bids should explore the market
 */
public record ScoredRequest(
    EligibleRequest eligible,
    String modelVersion,
    List<ImpScores> scores,
    MarketCurve curve,
    NoBidReason failure,
    boolean explore) {

  /** A scored request whose market curve needs no exploration, or a request that was not scored. */
  public ScoredRequest(
      EligibleRequest eligible,
      String modelVersion,
      List<ImpScores> scores,
      MarketCurve curve,
      NoBidReason failure) {
    this(eligible, modelVersion, scores, curve, failure, false);
  }
}
