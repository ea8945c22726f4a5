package io.paceline.core.pacing;

/**
 * What a law sees of a budget at one tick. Instants are campaign time.
 *
 * @param nowMillis the tick
 * @param periodStartMillis start of the budget period
 * @param periodEndMillis its end
 * @param budgetMicros the period's budget, positive
 * @param spendMicros billed, or won and not yet billed, in this period
 * @param impressions how many impressions that spend bought
 * @param planShare share of the budget the plan wants spent now, 0 to 1
 * @param maxBidMicros upper bound of any bid
 * @param catchUpMillis within which time the plan wants a deviation made good; 0 for the rest of
 *     the period: only its end counts
 * @param outcomes the auctions since the last tick, null where nobody counts them
 * @param outlook plan and usual traffic of the catch-up time; null where only the plan of now is
 *     known, and with a catch-up time of 0
 * @param belief what is believed of the market now, null where the law has a belief of its own
 */
public record PacingObservation(
    long nowMillis,
    long periodStartMillis,
    long periodEndMillis,
    long budgetMicros,
    long spendMicros,
    long impressions,
    double planShare,
    long maxBidMicros,
    long catchUpMillis,
    AuctionOutcomes outcomes,
    Outlook outlook,
    MarketBelief belief) {

  /** An observation of plan and auctions alone. */
  public PacingObservation(
      long nowMillis,
      long periodStartMillis,
      long periodEndMillis,
      long budgetMicros,
      long spendMicros,
      long impressions,
      double planShare,
      long maxBidMicros,
      long catchUpMillis,
      AuctionOutcomes outcomes) {
    this(
        nowMillis,
        periodStartMillis,
        periodEndMillis,
        budgetMicros,
        spendMicros,
        impressions,
        planShare,
        maxBidMicros,
        catchUpMillis,
        outcomes,
        null,
        null);
  }

  /** An observation without the single auctions. */
  public PacingObservation(
      long nowMillis,
      long periodStartMillis,
      long periodEndMillis,
      long budgetMicros,
      long spendMicros,
      long impressions,
      double planShare,
      long maxBidMicros) {
    this(
        nowMillis,
        periodStartMillis,
        periodEndMillis,
        budgetMicros,
        spendMicros,
        impressions,
        planShare,
        maxBidMicros,
        0,
        null,
        null,
        null);
  }
}
