package io.paceline.simulator.exchange;

import io.paceline.core.openrtb.BidRequest;

/**
 * One request of a market's day, with the market prices that only the exchange knows.
 *
 * @param offsetMillis campaign time since the day's start
 * @param request the bid request for bidders; its receivedAtMillis is 0, since only the receiver
 *     knows that time
 * @param marketPriceMicros per imp: the highest other bid or the floor, whichever is larger, micros
 *     per impression
 */
public record Opportunity(long offsetMillis, BidRequest request, long[] marketPriceMicros) {}
