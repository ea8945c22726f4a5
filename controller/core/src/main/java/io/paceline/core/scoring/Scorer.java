package io.paceline.core.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port to a model, which scores all candidates of several requests in one call. Not
 * thread-safe: each thread needs an instance of its own.
 */
public interface Scorer extends SiteCurves, AutoCloseable {

  /** Version of the bundle behind this scorer. */
  String version();

  /**
   * Scores every candidate. A normalised score is {@link Scores#objective} divided by its mean over
   * the campaign's rows of the training log; a campaign that the log does not know takes the mean
   * over all rows.
   */
  Scores score(List<EligibleRequest> requests);

  /** The market curve of a site, by the prices from before the bundle was made. */
  @Override
  MarketCurve marketCurve(
      String exchange, @Nullable String domain, @Nullable MarketCurve otherwise);

  @Override
  void close();
}
