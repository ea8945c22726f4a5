/**
 * Defines and reads what exchanges and pages report about bids: win, billing, loss and click
 * notices, and the spend reports of exchanges.
 *
 * <p>{@link NoticeTokenCodec} signs a {@link NoticeToken} with one of its {@link NoticeKeys}; the
 * token holds all that a reader has to know of the bid, so that nothing has to be looked up; {@link
 * NoticeUrls} puts the token into the addresses that go out with a bid response. Each address that
 * an exchange or a browser calls comes back through the topic {@code notices}; {@link
 * NoticeDecoder} checks the signature and returns a {@link Notice}, or throws an {@link
 * InvalidNoticeException}. A notice with our signature always counts; {@link PriceForm} says what
 * is booked where its price cannot be. A {@link SpendReport} is the running total that an exchange
 * says it has billed for a campaign; {@link SpendReportCodec} reads and writes it. This package
 * only checks and translates: it keeps no state and finds no duplicates, and what a notice changes
 * is decided in {@code spend} and {@code ledger}, {@code market} and {@code profile}. Start with
 * {@link NoticeToken} and {@link NoticeUrls}, then read {@link NoticeDecoder}.
 */
@NullMarked
package io.paceline.core.notice;

import org.jspecify.annotations.NullMarked;
