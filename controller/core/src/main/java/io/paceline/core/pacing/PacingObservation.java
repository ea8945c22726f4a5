package io.paceline.core.pacing;

import org.jspecify.annotations.Nullable;

/**
 * What a law sees of a budget at one tick. Instants are campaign time.
 *
 * @param nowMillis instant of the tick
 * @param periodStartMillis start of the budget period
 * @param periodEndMillis end of the budget period
 * @param budgetMicros the period's budget; the job gives at least 1, and a law holds its multiplier
 *     where a caller gives 0 or less
 * @param spendMicros billed, or won and not yet billed, in this period
 * @param impressions how many impressions that spend bought
 * @param targetSpendShare share of the budget the plan wants spent now, 0 to 1
 * @param maxBidMicros upper bound of any bid
 * @param catchUpMillis time within which the plan wants a deviation made good; 0 where only the
 *     spend at the period's end counts
 * @param outcomes the auctions since the last tick, null where nobody counts them
 * @param outlook plan and usual traffic of the catch-up time; null where only the present plan
 *     share is known, and with a catch-up time of 0
 * @param belief what is believed of the market now; null where the law has to use a prior of its
 *     own
 */
public record PacingObservation(
    long nowMillis,
    long periodStartMillis,
    long periodEndMillis,
    long budgetMicros,
    long spendMicros,
    long impressions,
    double targetSpendShare,
    long maxBidMicros,
    long catchUpMillis,
    @Nullable AuctionOutcomes outcomes,
    @Nullable Outlook outlook,
    @Nullable MarketBelief belief) {

  /** Share of the budget that is left at most once it counts as spent. */
  private static final double CRUMB = 0.005;

  /**
   * Whether the money of the period is spent: at most 0.5 % of its budget is left, which rarely
   * buys an impression. An edit or an adjustment may give the period more money afterwards. A
   * budget of a few impressions may be left with more than that and still buy nothing; it does not
   * count as spent.
   */
  public boolean isSpent() {
    return spendMicros >= (1 - CRUMB) * budgetMicros;
  }

  /** An observation without auctions, in which only the spend at the period's end counts. */
  public static PacingObservation ofSpend(
      long nowMillis,
      long periodStartMillis,
      long periodEndMillis,
      long budgetMicros,
      long spendMicros,
      long impressions,
      double targetSpendShare,
      long maxBidMicros) {
    return new PacingObservation(
        nowMillis,
        periodStartMillis,
        periodEndMillis,
        budgetMicros,
        spendMicros,
        impressions,
        targetSpendShare,
        maxBidMicros,
        0,
        null,
        null,
        null);
  }

  /** The same observation with the auctions since the last tick and a catch-up time. */
  public PacingObservation with(@Nullable AuctionOutcomes auctions, long newCatchUpMillis) {
    return new PacingObservation(
        nowMillis,
        periodStartMillis,
        periodEndMillis,
        budgetMicros,
        spendMicros,
        impressions,
        targetSpendShare,
        maxBidMicros,
        newCatchUpMillis,
        auctions,
        outlook,
        belief);
  }
}
