package io.paceline.core.ledger;

import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.Notice;
import java.io.Serializable;

/**
 * How long a ledger waits for notices and remembers bids. A notice may be read later than its
 * window ends, if it entered its topic within the window: see {@link Ledger#tick}.
 *
 * @param exchanges the windows of each exchange
 * @param duplicateWindowMillis how long a billed bid is remembered at least, so that duplicates are
 *     recognised; wall milliseconds, positive
 */
public record LedgerSettings(ExchangeProfiles exchanges, long duplicateWindowMillis)
    implements Serializable {

  /** A duplicates' window of one day. */
  public static final long ONE_DAY_MILLIS = 86_400_000L;

  /**
   * Times of coverage are rounded up to multiples of one part in this many of {@link
   * ExchangeProfile#billedWithinMillis}, so that there are few different ones.
   */
  private static final long GRAINS = 60;

  /** Checks that the duplicates' window is positive and at most 400 days. */
  public LedgerSettings {
    if (duplicateWindowMillis <= 0) {
      throw new IllegalArgumentException("windows must be positive");
    }
    if (duplicateWindowMillis > ExchangeProfile.LONGEST_WINDOW_MILLIS) {
      throw new IllegalArgumentException("windows must be at most 400 days");
    }
  }

  /** The same windows for all exchanges, wall milliseconds. */
  public static LedgerSettings of(
      long auctionWindowMillis, long billingWindowMillis, long duplicateWindowMillis) {
    return new LedgerSettings(
        ExchangeProfiles.ofOpenRtb(auctionWindowMillis, billingWindowMillis),
        duplicateWindowMillis);
  }

  /**
   * The earliest {@code upTo} (exclusive) with which a spend report surely covers an impression.
   * Nobody tells when the impression was billed, but two times bound it: it was billed by the time
   * at which its notice was received, and no later after the bid than {@link
   * ExchangeProfile#billedWithinMillis} allows. The earlier of the two counts. The time of the
   * notice is rounded up to a multiple of a sixtieth of that longest time, so that the spend of
   * many impressions is kept in few sums; it counts as no earlier than the bid, whatever its record
   * says.
   *
   * @param receivedAtMillis wall time at which the billing notice entered its topic
   */
  long coveredFromMillis(String exchange, long bidAtMillis, long receivedAtMillis) {
    long within = exchanges.of(exchange).billedWithinMillis();
    long grain = Math.max(1, within / GRAINS);
    long received = Math.max(bidAtMillis, Math.min(receivedAtMillis, Long.MAX_VALUE - 2 * grain));
    long roundedUp = -Math.floorDiv(-(received + 1), grain) * grain;
    return Math.min(roundedUp, bidAtMillis + within);
  }

  /**
   * How long after a bid any exchange's billing notice enters its topic at the latest, wall
   * milliseconds.
   */
  public long billedWithinMillis() {
    return exchanges.longestBilledWithinMillis();
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
