package io.paceline.core.market;

import org.jspecify.annotations.Nullable;

/**
 * What the auctions of one site told since the site's last such record.
 *
 * @param exchange the exchange that held the auctions
 * @param site domain of the site or bundle of the app, null where unknown
 * @param category main category of the site, or null
 * @param prices what the auctions told of the market price
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
