package io.paceline.core.ledger;

import io.paceline.core.notice.Notice;
import java.io.Serializable;

/**
 * Windows of a ledger, wall milliseconds, all positive.
 *
 * @param auctionWindowMillis time after a bid within which every notice about its auction is read
 * @param billingWindowMillis time after a win within which its billing notice is read ({@code exp}
 *     and the exchange's delay)
 * @param duplicateWindowMillis how long a billed bid is remembered, so that duplicates are
 *     recognised
 */
public record LedgerSettings(
    long auctionWindowMillis, long billingWindowMillis, long duplicateWindowMillis)
    implements Serializable {

  /** A duplicates' window of one day. */
  public static final long ONE_DAY_MILLIS = 86_400_000L;

  public LedgerSettings {
    if (auctionWindowMillis <= 0 || billingWindowMillis <= 0 || duplicateWindowMillis <= 0) {
      throw new IllegalArgumentException("windows must be positive");
    }
  }

  /**
   * The earliest {@code upTo} (exclusive) with which a spend report surely covers an impression.
   * Nobody tells when the impression was billed, but two times bound it: it was billed by the time
   * at which its notice was received, and before one auction window plus one billing window had
   * passed since the bid. The earlier of the two counts.
   *
   * @param receivedAtMillis wall time at which the billing notice entered its topic
   */
  long coveredFromMillis(long bidAtMillis, long receivedAtMillis) {
    return Math.min(receivedAtMillis + 1, bidAtMillis + auctionWindowMillis + billingWindowMillis);
  }

  /**
   * True for a notice that was received so long after its bid that the bid may have been billed and
   * forgotten.
   */
  boolean isBeyondMemory(Notice notice) {
    long memory = Math.max(duplicateWindowMillis, auctionWindowMillis + billingWindowMillis);
    return notice.receivedAtMillis() - notice.token().bidAtMillis() > memory;
  }
}
