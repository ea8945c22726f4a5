package io.paceline.core.spend;

import io.paceline.core.ledger.PeriodTotals;
import io.paceline.core.pacing.BudgetPeriod;

/**
 * The campaign time within which a deviation from the plan is to be made good:
 *
 * <pre>
 *   H = max(an hour, T · W / N), at most T / 2
 *
 *   T  length of the period                   N  impressions the budget buys
 *   W  {@value #WINS} impressions: if H held fewer, a single one would move the multiplier much
 * </pre>
 *
 * <p>N is the budget over the mean price of the period's impressions. Before the first impression,
 * a fifth of the maximum bid stands in for the mean price.
 */
final class CatchUp {

  private static final double WINS = 4;
  private static final double LEAST_MILLIS = 3_600_000;
  private static final double FIRST_PRICE_OF_MAX_BID = 0.2;

  private CatchUp() {}

  static long millis(BudgetPeriod period, PeriodTotals totals, long maxBidMicros) {
    double price =
        totals.impressions() > 0
            ? (double) totals.spendMicros() / totals.impressions()
            : FIRST_PRICE_OF_MAX_BID * maxBidMicros;
    double impressions = period.budgetMicros() / Math.max(1, price);
    double length = (double) period.endMillis() - period.startMillis();
    double wanted = Math.max(LEAST_MILLIS, length * WINS / Math.max(1e-9, impressions));
    return (long) Math.max(1, Math.min(wanted, length / 2));
  }
}
