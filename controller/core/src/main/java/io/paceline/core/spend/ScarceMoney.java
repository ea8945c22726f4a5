package io.paceline.core.spend;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.ledger.PeriodTotals;

/**
 * Decides which bids are worth the money that they hold, when open bids hold most of what is left
 * of the budget. Where an exchange sends no loss notices, a bid that hardly ever wins keeps its
 * money from all other bids for a whole auction window. If money stays unspent when a budget is
 * nearly used up, these holds are the cause, not the pacing.
 *
 * <pre>
 *   bid only if   P(win) · value / price  ≥  2 · max(0, h − ½),     h = held / (held + at hand)
 *
 *   P(win)   by the market curve at that price
 *   value    multiplier × normalised score, at most the goal value, micros
 *   price    what the bid would hold, micros
 *   held     money that the period's bids hold beyond the prices of unbilled wins, micros
 *   at hand  the most that the ledger would hold for one more bid, micros
 * </pre>
 *
 * <p>The left side is the value that a held micro is expected to bring. Like a fractional knapsack,
 * the rule prefers the items of highest worth per unit (Dantzig, Operations Research 1957). The
 * threshold rises from 0, where half of the money is held, to 1, where no money is at hand.
 */
final class ScarceMoney {

  private static final double AMPLE = 0.5;

  private ScarceMoney() {}

  /**
   * True if the bid is worth the money that it would hold.
   *
   * @param totals totals of the running period
   * @param availableMicros the money at hand
   */
  static boolean isWorth(
      long priceMicros,
      double valueMicros,
      MarketCurve curve,
      PeriodTotals totals,
      long availableMicros) {
    // The price of a win that is not billed yet counts as spent, not as held.
    double held = Math.max(0, totals.heldMicros() - totals.wonMicros());
    double share = held / Math.max(1, held + availableMicros);
    if (share <= AMPLE) {
      return true;
    }
    double least = (share - AMPLE) / (1 - AMPLE);
    return curve.winProbability((double) priceMicros) * valueMicros >= least * priceMicros;
  }
}
