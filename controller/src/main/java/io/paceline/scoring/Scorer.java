package io.paceline.scoring;

import io.paceline.bidding.MarketCurve;
import io.paceline.eligibility.EligibleRequest;
import java.util.List;

/**
 * The port to a model: click probabilities for all candidates of several requests in one call. Not
 * thread-safe: one instance a thread.
 */
public interface Scorer extends AutoCloseable {

  /** Version of the bundle behind this scorer. */
  String version();

  /**
   * Scores every candidate.
   *
   * @return for each request, in order: calibrated click probabilities in (0, 1), request by
   *     request, imp by imp, candidate by candidate
   */
  float[][] score(List<EligibleRequest> requests);

  /**
   * The campaign's mean probability over the training log's eligible rows; an unknown campaign
   * takes the objective's. In (0, 1).
   */
  double meanProbability(String campaignId);

  /** What the market charges on a site, with fallback to the whole market for unknown sites. */
  MarketCurve marketCurve(String exchange, String domain);

  @Override
  void close();
}
