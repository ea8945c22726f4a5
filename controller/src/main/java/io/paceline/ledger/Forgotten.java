package io.paceline.ledger;

/**
 * Bids that a crash may have forgotten: counted as open until every notice about them must have
 * been read.
 *
 * @param micros the most that is still out
 * @param fromMillis wall time after which the forgotten bids were made (the barrier)
 * @param toMillis wall time until which they were made (the restore)
 * @param untilMillis wall time at which the rest is released
 */
public record Forgotten(long micros, long fromMillis, long toMillis, long untilMillis) {

  boolean covers(long bidAtMillis) {
    return bidAtMillis >= fromMillis && bidAtMillis <= toMillis;
  }

  Forgotten less(long settledMicros) {
    return new Forgotten(Math.max(0, micros - settledMicros), fromMillis, toMillis, untilMillis);
  }
}
