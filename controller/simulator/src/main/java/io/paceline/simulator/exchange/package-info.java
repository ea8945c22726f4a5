/**
 * The ad exchange's side of a simulated day: what it offers, how its auctions end, and its own
 * account of them.
 *
 * <p>A {@link Market} hands out the day's requests in order of time; each {@link Opportunity} is an
 * OpenRTB bid request with the market price of each of its impressions, which bidders do not see.
 * The caller that plays the day gives a bid to {@link Exchange}, gets an {@link AuctionResult} back
 * and enters it into {@link ExchangeBooks}; Kafka, threads and the pace of the day belong to {@code
 * io.paceline.deploy.exchange}. {@link MarketEligibility} says where a campaign may be shown, and
 * {@link Hindsight} how much it could have spent there, alone and without a budget. {@link
 * MarketBanners} and {@link MarketDevices} make the parts of campaigns and requests that all
 * markets make alike. This package reads campaigns and bid requests of the core, but it must not
 * use the core's eligibility or ledger: a run of the job is judged by the figures of this package,
 * so they must not inherit the job's mistakes. It reads no clock: the time of an opportunity is an
 * offset from the start of the day. Start reading at {@link Market}, then {@link Exchange}.
 */
@NullMarked
package io.paceline.simulator.exchange;

import org.jspecify.annotations.NullMarked;
