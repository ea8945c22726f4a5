package io.paceline.core.spend;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.ledger.PeriodTotals;

/**
 * Which bids are worth the money they hold, where open bids hold most of what is left. Where losers
 * hear nothing, a bid that hardly ever wins keeps its money from all others for a whole auction
 * window: at a budget's end it is that, and no pacing, which leaves money unspent.
 *
 * <pre>
 *   bid only if   P(win) · value / price  ≥  2 · max(0, h − ½),     h = held / (held + at hand)
 *
 *   P(win)  by the market curve at that price       value  multiplier × normalised score, micros
 *   held    by the period's open bids, micros       price  what the bid holds, micros
 * </pre>
 *
 * <p>The left side is what a held micro is expected to bring; a fractional knapsack takes the items
 * of highest worth a unit first (Dantzig, Operations Research 1957). The threshold rises from 0
 * where half of the money is held to 1 where nothing is at hand.
 */
final class ScarceMoney {

  private static final double AMPLE = 0.5;

  private ScarceMoney() {}

  /**
   * Whether to bid.
   *
   * @param totals of the running period
   * @param availableMicros what the ledger would hold for one more bid at most
   */
  static boolean isWorth(
      long priceMicros,
      double valueMicros,
      MarketCurve curve,
      PeriodTotals totals,
      long availableMicros) {
    // A win that is not billed yet is spent, not held back.
    double held = Math.max(0, totals.heldMicros() - totals.wonMicros());
    double share = held / Math.max(1, held + availableMicros);
    if (share <= AMPLE) {
      return true;
    }
    double least = (share - AMPLE) / (1 - AMPLE);
    return curve.winProbability((double) priceMicros) * valueMicros >= least * priceMicros;
  }
}
