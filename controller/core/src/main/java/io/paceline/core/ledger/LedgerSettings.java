package io.paceline.core.ledger;

import io.paceline.core.notice.Notice;
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

  /**
   * Earliest {@code upTo} of a spend report that surely covers an impression: it was billed before
   * its notice was received, and not after its windows.
   *
   * @param receivedAtMillis wall time at which the billing notice entered its topic
   */
  long coveredFromMillis(long bidAtMillis, long receivedAtMillis) {
    return Math.min(receivedAtMillis + 1, bidAtMillis + auctionWindowMillis + billingWindowMillis);
  }

  /** True for a notice so long after its bid that the bid may have been billed and forgotten. */
  boolean isBeyondMemory(Notice notice) {
    long memory = Math.max(duplicateWindowMillis, auctionWindowMillis + billingWindowMillis);
    return notice.receivedAtMillis() - notice.token().bidAtMillis() > memory;
  }
}
