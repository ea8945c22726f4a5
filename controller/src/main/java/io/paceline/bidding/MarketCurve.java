package io.paceline.bidding;

/**
 * Probability to win at a price, as a log-logistic curve {@code P(win | b) = 1 / (1 + (scale /
 * b)^shape)}.
 *
 * @param scaleMicros the median market price, micros per impression, positive
 * @param shape steepness, dimensionless, positive
 */
public record MarketCurve(double scaleMicros, double shape) {}
