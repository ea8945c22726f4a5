/**
 * What exchanges do each in its own way: what bills, in which windows, in which unit prices come.
 * {@link io.paceline.core.exchange.ExchangeProfile} is one exchange's way, and {@link
 * io.paceline.core.exchange.ExchangeProfiles} finds it by the exchange's name. {@link
 * io.paceline.core.exchange.ExchangeWatch} counts what of an exchange's billings cannot be
 * accounted for, and halts the bidding there. Everything else that exchanges send is read alike for
 * all of them, in the rooms {@code openrtb} and {@code notice}.
 */
@NullMarked
package io.paceline.core.exchange;

import org.jspecify.annotations.NullMarked;
