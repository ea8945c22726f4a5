package io.paceline.deploy.cli;

import java.math.BigDecimal;

/** Amounts of money as text, exact to the micro, with two decimals at least. */
public final class ExactAmount {
  private static final int UNIT_DECIMALS = 6;
  private static final int CPM_DECIMALS = 3;
  private static final int LEAST_DECIMALS = 2;

  private ExactAmount() {}

  /**
   * Currency units.
   *
   * @param micros any amount, millionths of a currency unit
   */
  public static String units(long micros) {
    return text(micros, UNIT_DECIMALS);
  }

  /**
   * A CPM: the currency units that a thousand impressions cost.
   *
   * @param micros any price of one impression, millionths of a currency unit
   */
  public static String cpm(long micros) {
    return text(micros, CPM_DECIMALS);
  }

  private static String text(long micros, int decimals) {
    BigDecimal amount = BigDecimal.valueOf(micros, decimals).stripTrailingZeros();
    return amount.setScale(Math.max(LEAST_DECIMALS, amount.scale())).toPlainString();
  }
}
