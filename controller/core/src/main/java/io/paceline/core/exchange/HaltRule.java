package io.paceline.core.exchange;

import java.io.Serializable;

/**
 * When bidding at an exchange is halted; see {@link ExchangeWatch}. Bidding halts once more than
 * {@link #share} of what the exchange billed within the window is unaccounted for. This must also
 * concern either at least {@link #leastNotices} billings, or at least two that come to more than
 * {@link #share} of what the budgets that bid there may spend in a day. Each budget counts with the
 * exchange's share of its money.
 *
 * <p>With {@link #STANDARD}, at most one percent of a day's budgets is unaccounted for when the
 * halt acts, wherever a single billing costs at most half a percent of them.
 *
 * @param share bidding at an exchange halts once more than this share of the money that the
 *     exchange billed within the window is unaccounted for; from 0 to 1, and 1 never halts
 * @param windowMillis the window, which slides with wall time, milliseconds, positive and at most
 *     {@link ExchangeProfile#LONGEST_WINDOW_MILLIS}
 * @param leastNotices how many billings must at least be unaccounted for where they come to little
 *     of the day's budgets, so that a few odd notices halt nobody; at least 1
 */
public record HaltRule(double share, long windowMillis, long leastNotices) implements Serializable {

  /**
   * The rule of the default options: the share is half a percent, the window a day, and the least
   * number of billings ten.
   */
  public static final HaltRule STANDARD = new HaltRule(0.005, 86_400_000L, 10);

  /** Into how many parts the window is divided; it slides by one of them. */
  static final int PARTS = 24;

  /** Checks the bounds. */
  public HaltRule {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be from 0 to 1, got " + share);
    }
    if (windowMillis <= 0 || windowMillis > ExchangeProfile.LONGEST_WINDOW_MILLIS) {
      throw new IllegalArgumentException("the window must be positive and at most 400 days");
    }
    if (leastNotices < 1) {
      throw new IllegalArgumentException(
          "the least number of notices must be at least 1, got " + leastNotices);
    }
  }

  /** Length of a part of the window, milliseconds, by which the window slides. */
  public long partMillis() {
    return Math.max(1, windowMillis / PARTS);
  }
}
