/**
 * Controls one budget: it prices proposed bids, holds their money, books notices, and has the
 * pacing law move the multiplier.
 *
 * <p>{@link SpendController} takes a proposed bid and returns a {@link Pricing}: a price, or the
 * reason why there is none. The ledger holds the money of every price, except for test traffic. The
 * controller also books notices, and at a tick it returns the budget's {@code PacingUpdate}. {@link
 * SpendReports} books what exchanges report to have billed. All that is remembered of a budget lies
 * behind {@link BudgetStore}, which adds the campaigns, the state of the pacing law and the
 * outcomes of auctions to the store of the ledger. A {@link Quote} is the price before its money is
 * held; {@link Auctions} learns from each {@link AuctionEvent}, and {@link PlanObserver} makes the
 * observation that the law sees. The rules of the money itself are in {@code ledger}, the laws and
 * the plan in {@code pacing}, and the formula of the bid in {@code bidding}; this package connects
 * them and holds the rules that need several of them, such as {@link ScarceMoney}. It knows nothing
 * of Flink or Kafka, and the caller passes in the wall time. Start with {@link SpendController},
 * then read {@link BudgetStore} and {@link Auctions}.
 */
@NullMarked
package io.paceline.core.spend;

import org.jspecify.annotations.NullMarked;
