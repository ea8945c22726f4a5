package io.paceline.job.spend;

import io.paceline.core.ledger.LedgerSettings;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far notices have been read, as the watermarks of a subtask tell. It writes to the log when
 * money is held for long because notices have not been read, and when the reading has caught up.
 */
final class NoticesRead {

  private static final Logger LOG = LoggerFactory.getLogger(NoticesRead.class);

  private final long openedAtMillis;
  private final long windowMillis;
  private long readUpToMillis = Long.MIN_VALUE;
  private boolean late;

  /**
   * Follows the reading of a subtask.
   *
   * @param openedAtMillis wall time at which it began to read
   * @param windows the reading counts as late when it lags by more than the usual auction window
   */
  NoticesRead(long openedAtMillis, LedgerSettings windows) {
    this.openedAtMillis = openedAtMillis;
    this.windowMillis = windows.exchanges().usual().auctionWindowMillis();
  }

  /**
   * Wall time up to which notices have been read, {@link Long#MIN_VALUE} where that is not known.
   *
   * @param watermarkMillis the subtask's watermark
   */
  long upTo(long watermarkMillis, long nowMillis) {
    // Flink sends the largest watermark when the inputs end, as for a savepoint that drains the
    // job.
    // It says nothing about notices that still wait in the topic, so it is ignored.
    if (watermarkMillis < Long.MAX_VALUE) {
      readUpToMillis = watermarkMillis;
    }
    long lag = nowMillis - Math.max(openedAtMillis, readUpToMillis);
    if (lag > windowMillis && !late) {
      late = true;
      LOG.warn(
          "Notices have been read up to {} only; the money of open bids stays held until they have"
              + " been read further.",
          readUpToMillis == Long.MIN_VALUE
              ? "an unknown time"
              : Instant.ofEpochMilli(readUpToMillis));
    } else if (lag <= windowMillis && late) {
      late = false;
      LOG.info("Notices have been read up to {}.", Instant.ofEpochMilli(readUpToMillis));
    }
    return readUpToMillis;
  }
}
