package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;

/**
 * The most likely market curve of a sample, and how uncertain the fit is.
 *
 * @param curve the curve
 * @param deviation how uncertain the curve is, dimensionless: the standard error of the log-odds to
 *     win at the median price, or that of the shape's logarithm, whichever is larger. It is {@code
 *     √(3/n)} for a sample of n prices that are known exactly
 */
public record FittedCurve(MarketCurve curve, double deviation) {}
