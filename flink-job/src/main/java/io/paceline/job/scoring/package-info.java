/**
 * The second and third step of a decision: the model scores all candidates, and one campaign is
 * chosen for each impression.
 *
 * <p>{@link ScoringFunction} takes a {@code ScoringInput} and answers with a scored request, or
 * with a no-bid reason where the model is missing, fails or is too slow. Where requests come far
 * apart it calls the model on the operator's own thread, otherwise on {@link ScoringThread}, which
 * scores up to 64 waiting requests in one call. {@link CurrentModel} calls the bundle in use;
 * {@link BundleLoading} loads a newer one beside it, retries refused ones and closes old ones.
 * {@link AllocateFunction} then proposes one bid for each impression, or ends the impression as an
 * early no-bid. What is scored and answered, which campaign is chosen, which bids explore and which
 * the training log samples is decided in {@code io.paceline.core.scoring} and {@code
 * io.paceline.core.allocation}. The model is reached through {@link ScorerLoader} only: TensorFlow
 * does not belong here, nor do prices and budgets, which come in {@code io.paceline.job.spend}.
 * Start reading at {@link ScoringFunction}, then {@link CurrentModel} and {@link AllocateFunction}.
 */
@NullMarked
package io.paceline.job.scoring;

import org.jspecify.annotations.NullMarked;
