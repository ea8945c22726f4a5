/**
 * An ad exchange over Kafka that plays one day of a market.
 *
 * <p>{@link LocalExchange} sends bid requests when they are due (an open loop: a slow bidder does
 * not slow it), reads the bid responses, holds the auctions, sends the notices and keeps its own
 * books. Before the day it sends test traffic in a closed loop, which shows what the machine
 * carries. {@link NoticeSender} delays notices, sends some twice and loses some, as {@link
 * ExchangeSettings} says; {@link BilledTotals} is what the spend reports are made of. The rules of
 * an auction and the books are in {@code io.paceline.simulator.exchange}. The exchange knows the
 * job by its topics and messages only: it must not look into ledgers or operators, because its
 * books are what the ledgers are checked against. Start reading at {@link LocalExchange}, then
 * {@link RequestSender} and {@link AuctionHouse}.
 */
@NullMarked
package io.paceline.deploy.exchange;

import org.jspecify.annotations.NullMarked;
