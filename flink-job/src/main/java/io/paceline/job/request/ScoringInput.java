package io.paceline.job.request;

import io.paceline.eligibility.EligibleRequest;
import io.paceline.market.LiveCurve;

/**
 * A request that waits for the model.
 *
 * @param eligible what is to be scored
 * @param modelPath folder of the bundle that the request is stamped with, null where none is
 *     announced
 * @param live what was learned of the market here while running, null for nothing
 */
public record ScoringInput(EligibleRequest eligible, String modelPath, LiveCurve live) {

  /** A request of whose market nothing was learned yet. */
  public ScoringInput(EligibleRequest eligible, String modelPath) {
    this(eligible, modelPath, null);
  }
}
