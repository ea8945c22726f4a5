package io.paceline.ledger;

import java.io.Serializable;

/**
 * Windows of a ledger, wall milliseconds, all positive.
 *
 * @param auctionWindowMillis how long after a bid every notice about its auction has been read
 * @param billingWindowMillis how long after a win its billing notice has been read ({@code exp} and
 *     the exchange's delay)
 * @param duplicateWindowMillis how long a billed bid is remembered
 */
public record LedgerSettings(
    long auctionWindowMillis, long billingWindowMillis, long duplicateWindowMillis)
    implements Serializable {

  /** Duplicates are recognised for a day. */
  public static final long ONE_DAY_MILLIS = 86_400_000L;

  public LedgerSettings {
    if (auctionWindowMillis <= 0 || billingWindowMillis <= 0 || duplicateWindowMillis <= 0) {
      throw new IllegalArgumentException("windows must be positive");
    }
  }
}
