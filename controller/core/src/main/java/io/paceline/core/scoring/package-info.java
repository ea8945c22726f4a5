/**
 * Defines the second step of a decision: the port to the model, and the records that go in and come
 * out.
 *
 * <p>A {@link Scorer} takes several eligible requests at once and returns {@link Scores}, which
 * hold three numbers for each candidate: the click probability, the probability of what its
 * campaign wants, and the normalised score. The normalised score is the second number divided by
 * the campaign's mean of it, so that 1 is an average chance. A {@link ScoredRequest} carries the
 * first and the last of these numbers to allocation, in one {@link ImpScores} per impression,
 * together with what is believed of the market on the site ({@link SiteMarket}). {@link
 * ScoringCall} says which requests are scored and gives every request its answer, whatever the
 * model does. A {@link ModelAnnouncement} (topic {@code models}, read and written by {@link
 * ModelAnnouncementCodec}) names the bundle to load, which is the folder of a trained model, and
 * brings the expected traffic; an {@link EncodedRow} is the model's input for a candidate, kept for
 * the training log. TensorFlow, the encoding of features and the reading of files do not belong
 * here: the job's scorer, {@code TensorFlowScorer}, is in the module {@code feature-prep/model}.
 * Start with {@link Scorer}, then read {@link ScoringCall} and {@link ScoredRequest}.
 */
@NullMarked
package io.paceline.core.scoring;

import org.jspecify.annotations.NullMarked;
