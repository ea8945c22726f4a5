package io.paceline.job.spend;

import io.paceline.core.ledger.LedgerSettings;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far notices have been read, by the watermarks of a subtask. It says so in the log when money
 * is held because they have not been read.
 */
final class NoticesRead {

  private static final Logger LOG = LoggerFactory.getLogger(NoticesRead.class);

  private final long openedAtMillis;
  private final long windowMillis;
  private long readUpToMillis = Long.MIN_VALUE;
  private boolean late;

  /**
   * Watches over a subtask.
   *
   * @param openedAtMillis wall time at which it began to read
   * @param windows the reading is late when it lags by more than the auction window
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
    if (watermarkMillis < Long.MAX_VALUE) {
      readUpToMillis = watermarkMillis;
    }
    // Else the inputs end, as for a savepoint that drains the job: Flink then sends the largest
    // watermark, which says nothing about notices that still wait in the topic.
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
