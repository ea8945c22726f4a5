package io.paceline.core.market;

import org.jspecify.annotations.Nullable;

/**
 * What the auctions of one site told since the site's last such record.
 *
 * @param exchange where they were held
 * @param site domain of the page, or null
 * @param category main category of the site, or null
 * @param prices what they told of the price
 * @param wins win notices
 * @param losses loss notices that told something of the price
 * @param billings billing notices
 */
public record AuctionOutcomeCounts(
    String exchange,
    @Nullable String site,
    @Nullable String category,
    PriceSums prices,
    long wins,
    long losses,
    long billings) {}
