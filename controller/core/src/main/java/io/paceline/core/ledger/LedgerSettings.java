package io.paceline.core.ledger;

import io.paceline.core.notice.Notice;
import java.io.Serializable;

/**
 * Windows of a ledger, wall milliseconds, all positive.
 *
 * @param auctionWindowMillis time after a bid within which every notice about its auction is read
 * @param billingWindowMillis time after a win within which its billing notice is read ({@code exp}
 *     and the exchange's delay)
 * @param duplicateWindowMillis how long a billed bid is remembered at least, so that duplicates are
 *     recognised
 */
public record LedgerSettings(
    long auctionWindowMillis, long billingWindowMillis, long duplicateWindowMillis)
    implements Serializable {

  /** A duplicates' window of one day. */
  public static final long ONE_DAY_MILLIS = 86_400_000L;

  /** The longest window; sums of windows and instants then fit into a long. */
  private static final long LONGEST_MILLIS = 400 * ONE_DAY_MILLIS;

  /** Times of coverage are rounded up to this part of the windows, which bounds their number. */
  private static final long GRAINS = 60;

  /** Checks that all windows are positive and at most 400 days. */
  public LedgerSettings {
    if (auctionWindowMillis <= 0 || billingWindowMillis <= 0 || duplicateWindowMillis <= 0) {
      throw new IllegalArgumentException("windows must be positive");
    }
    if (auctionWindowMillis > LONGEST_MILLIS
        || billingWindowMillis > LONGEST_MILLIS
        || duplicateWindowMillis > LONGEST_MILLIS) {
      throw new IllegalArgumentException("windows must be at most 400 days");
    }
  }

  /**
   * The earliest {@code upTo} (exclusive) with which a spend report surely covers an impression.
   * Nobody tells when the impression was billed, but two times bound it: it was billed by the time
   * at which its notice was received, and before one auction window plus one billing window had
   * passed since the bid. The earlier of the two counts. The time of the notice is rounded up to a
   * sixtieth of the two windows, so that the spend of many impressions is kept in few sums; it
   * counts as no earlier than the bid, whatever its record says.
   *
   * @param receivedAtMillis wall time at which the billing notice entered its topic
   */
  long coveredFromMillis(long bidAtMillis, long receivedAtMillis) {
    long grain = Math.max(1, billedWithinMillis() / GRAINS);
    long received = Math.max(bidAtMillis, Math.min(receivedAtMillis, Long.MAX_VALUE - 2 * grain));
    long roundedUp = -Math.floorDiv(-(received + 1), grain) * grain;
    return Math.min(roundedUp, bidAtMillis + billedWithinMillis());
  }

  /** Wall time after a bid by which it is billed if it is ever billed. */
  public long billedWithinMillis() {
    return auctionWindowMillis + billingWindowMillis;
  }

  /** How long a billed bid is remembered at least, wall milliseconds. */
  public long memoryMillis() {
    return Math.max(duplicateWindowMillis, billedWithinMillis());
  }

  /**
   * True for a notice that was received so long after its bid that the bid may have been billed and
   * forgotten.
   */
  boolean isBeyondMemory(Notice notice) {
    return notice.receivedAtMillis() - notice.token().bidAtMillis() > memoryMillis();
  }
}
