/**
 * Keeps the money of one budget: what is billed, what is held for bids, and what one more bid may
 * cost.
 *
 * <p>{@link Ledger} reserves the money of a bid, settles notices, takes in exchanges' spend reports
 * and people's adjustments, releases at a tick what has expired, and counts after a restore what a
 * crash may have forgotten. It changes an {@link Account} (the sums, by the named transitions of
 * {@link PeriodTotals}), a {@link BidEntry} for each bid that holds money and an {@link
 * ExchangeSpend} for each exchange, campaign and day or flight, all of them in a {@link
 * LedgerStore}. Of a bid that is billed it remembers eight bytes ({@link BilledBids}), and of its
 * money only sums, so no notice, tick or report goes through the bids of a day. Held money is what
 * open bids and unbilled wins may cost at most. {@link OldPeriods} drops the sums of days that lie
 * long back. {@link Credits} keeps what adjustments and reports both took back from being spent
 * again. Forgotten money ({@link Forgotten}) is for bids that were made after the last checkpoint
 * before a crash: it is the most that these may still cost, and {@link CommitRate} bounds it. A bid
 * is made only where billed, held and forgotten money leave room for it within the budget of the
 * period and of the flight. This package knows neither the booking of a campaign nor its plan or
 * multiplier: of {@code pacing} it uses only the record {@code BudgetPeriod} and when a local day
 * begins, and it carries the {@link BidTerms} without using them. It has no clock: the caller
 * passes in the wall time, and the time up to which notices have been read. Start with {@link
 * Ledger}, then read {@link BidEntry}, {@link CommitRate} and {@link ExchangeSpend}.
 */
@NullMarked
package io.paceline.core.ledger;

import org.jspecify.annotations.NullMarked;
