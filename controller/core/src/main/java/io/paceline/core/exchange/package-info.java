/**
 * What differs from exchange to exchange: which notice bills, within which windows notices come, in
 * which unit prices are stated and how they are rounded, and where the days of its spend reports
 * begin. {@link io.paceline.core.exchange.ExchangeProfile} is one exchange's way, and {@link
 * io.paceline.core.exchange.ExchangeProfiles} finds it by the exchange's name. {@link
 * io.paceline.core.exchange.ExchangeWatch} counts which of an exchange's billings cannot be
 * accounted for, and halts the bidding there when they are too many. Everything else that exchanges
 * send is read alike for all of them, in the rooms {@code openrtb} and {@code notice}.
 */
@NullMarked
package io.paceline.core.exchange;

import org.jspecify.annotations.NullMarked;
