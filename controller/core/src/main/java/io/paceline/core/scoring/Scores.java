package io.paceline.core.scoring;

/**
 * Calibrated probabilities of all candidates of several requests: for each request, in order, one
 * per candidate, imp by imp. In (0, 1).
 *
 * @param click of a click
 * @param objective of what the candidate's campaign wants, per impression; that of a click where
 *     the model has not learned it; the same array as {@code click} where all want clicks
 * @param normalised {@code objective} over the campaign's mean of it; 1 is an average chance for
 *     that campaign
 */
public record Scores(float[][] click, float[][] objective, double[][] normalised) {}
