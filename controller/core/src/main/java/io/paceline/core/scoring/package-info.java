/**
 * Defines the second step of a decision: the port to the model, and the records that go in and come
 * out.
 *
 * <p>A {@link Scorer} takes several eligible requests at once and returns {@link Scores}, which
 * hold three numbers for each candidate: the click probability, the probability of what its
 * campaign wants, and the normalised score. The normalised score is the second number divided by
 * the campaign's mean of it, so that 1 is an average chance. A {@link ScoredRequest} carries the
 * first and the last of these numbers to allocation, in one {@link ImpScores} per impression,
 * together with the market curve of the site. A {@link ModelAnnouncement} (topic {@code models})
 * names the bundle to load, which is the folder of a trained model, and brings the expected
 * traffic; an {@link EncodedRow} is a candidate as the model is fed it, kept for the training log.
 * TensorFlow, the encoding of features and the reading of files do not belong here: the job's
 * scorer, {@code TensorFlowScorer}, is in the module {@code feature-prep/model}. Start with {@link
 * Scorer}, then read {@link ScoredRequest}.
 */
package io.paceline.core.scoring;
