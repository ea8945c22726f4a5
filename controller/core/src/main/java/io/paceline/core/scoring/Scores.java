package io.paceline.core.scoring;

/**
 * Scores of all candidates of several requests. Each array holds one array per request, in order,
 * with one value per candidate, imp by imp. The probabilities are calibrated and lie in (0, 1).
 *
 * @param click probability of a click
 * @param objective probability of what the candidate's campaign wants, per impression; that of a
 *     click where the model has not learned it; may be the same array as {@code click} where the
 *     model predicts clicks only
 * @param normalised {@code objective} divided by the campaign's mean of it; 1 is an average chance
 *     for that campaign
 */
public record Scores(float[][] click, float[][] objective, double[][] normalised) {}
