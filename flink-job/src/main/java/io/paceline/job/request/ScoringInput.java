package io.paceline.job.request;

import io.paceline.eligibility.EligibleRequest;

/**
 * A request that waits for the model.
 *
 * @param eligible what is to be scored
 * @param modelPath folder of the bundle that the request is stamped with, null where none is
 *     announced
 */
public record ScoringInput(EligibleRequest eligible, String modelPath) {}
