package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;

/**
 * The most likely market curve of a sample, and how uncertain the fit is.
 *
 * @param curve the curve
 * @param deviation the larger of two standard errors, both dimensionless: of the log-odds to win at
 *     the median price, and of the shape's logarithm. {@code √(3/n)} where n exact prices are known
 */
public record FittedCurve(MarketCurve curve, double deviation) {}
