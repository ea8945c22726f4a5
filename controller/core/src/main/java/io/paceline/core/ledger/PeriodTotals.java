package io.paceline.core.ledger;

import io.paceline.core.money.Micros;

/**
 * Sums of one budget period, micros, and the transitions that change them. Every transition is
 * checked arithmetic: an overflow throws {@link ArithmeticException} and changes nothing.
 *
 * @param billedMicros debited by billing notices, corrected by spend reports and adjustments
 * @param wonMicros prices of wins not yet billed
 * @param heldMicros reservations of open bids and of wins not yet billed
 * @param impressions impressions billed, or won and not yet billed
 */
public record PeriodTotals(long billedMicros, long wonMicros, long heldMicros, long impressions) {

  static final PeriodTotals EMPTY = new PeriodTotals(0, 0, 0, 0);

  /** After a bid: its money is held. */
  PeriodTotals hold(long micros) {
    return new PeriodTotals(
        billedMicros, wonMicros, Math.addExact(heldMicros, micros), impressions);
  }

  /** After held money was set free, because its bid is over or billed. */
  PeriodTotals release(long micros) {
    return new PeriodTotals(
        billedMicros, wonMicros, Math.subtractExact(heldMicros, micros), impressions);
  }

  /** After an impression was won, which is not billed yet. */
  PeriodTotals win(long priceMicros) {
    return new PeriodTotals(
        billedMicros, Math.addExact(wonMicros, priceMicros), heldMicros, impressions + 1);
  }

  /** After a win was billed: its price counts as billed, by {@link #correct}, not as won. */
  PeriodTotals bill(long wonAtMicros) {
    return new PeriodTotals(
        billedMicros, Math.subtractExact(wonMicros, wonAtMicros), heldMicros, impressions);
  }

  /** After a win was given up, because it was never billed. */
  PeriodTotals giveUpWin(long priceMicros) {
    return new PeriodTotals(
        billedMicros, Math.subtractExact(wonMicros, priceMicros), heldMicros, impressions - 1);
  }

  /**
   * After a notice, spend report or adjustment added to the spend or, where negative, took
   * something back.
   */
  PeriodTotals correct(long micros) {
    return new PeriodTotals(
        Math.addExact(billedMicros, micros), wonMicros, heldMicros, impressions);
  }

  /** The totals after the budget's end: only what was billed is kept, and nothing is held. */
  PeriodTotals closed() {
    return new PeriodTotals(billedMicros, 0, 0, impressions);
  }

  /** What pacing calls spend: money billed, and prices of wins not yet billed. */
  public long spendMicros() {
    return Micros.plus(billedMicros, wonMicros);
  }
}
