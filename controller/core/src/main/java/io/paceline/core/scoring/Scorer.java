package io.paceline.core.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleRequest;
import java.util.List;

/**
 * The port to a model: click probabilities for all candidates of several requests in one call. Not
 * thread-safe: one instance a thread.
 */
public interface Scorer extends AutoCloseable {

  /** Version of the bundle behind this scorer. */
  String version();

  /**
   * Scores every candidate. What a score is normalised by is the mean over the training log's rows
   * of what {@link Scores#objective} is of that campaign; an unknown campaign takes that of all.
   */
  Scores score(List<EligibleRequest> requests);

  /**
   * What the market charged on a site before the bundle was made.
   *
   * @param otherwise what to answer for sites that the bundle knows too little of; null for the
   *     bundle's curve of the whole market
   */
  MarketCurve marketCurve(String exchange, String domain, MarketCurve otherwise);

  @Override
  void close();
}
