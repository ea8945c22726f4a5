package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;
import org.jspecify.annotations.Nullable;

/**
 * What has been learned of a context while running.
 *
 * @param place the context
 * @param curve its curve, null where none is known any longer
 * @param uncertain whether a few bids should explore to find out more
 */
public record LiveCurve(MarketKey place, @Nullable MarketCurve curve, boolean uncertain) {}
