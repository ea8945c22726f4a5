package io.paceline.core.scoring;

/**
 * Scores of one impression's candidates, in the candidates' order.
 *
 * @param probability calibrated click probability
 * @param normalised probability of what the campaign wants divided by the campaign's mean of it; 1
 *     is an average chance for that campaign
 */
public record ImpScores(double[] probability, double[] normalised) {}
