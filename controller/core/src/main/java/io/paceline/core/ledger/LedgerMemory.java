package io.paceline.core.ledger;

import java.util.List;

/**
 * What a ledger still remembers of billed bids and of exchanges' spend, and how far back it has
 * forgotten.
 *
 * @param billed the generations of remembered billed bids by time, and those that are forgotten as
 *     long as pages of them are stored; no two overlap
 * @param bidsUpToMillis the latest wall time at which a bid was made that may have been billed and
 *     forgotten, 0 for none
 * @param daysBeforeMillis campaign time: records of days that began before it are removed
 * @param flightsBeforeMillis campaign time: records of flights that began before it are removed
 */
public record LedgerMemory(
    List<BilledGeneration> billed,
    long bidsUpToMillis,
    long daysBeforeMillis,
    long flightsBeforeMillis) {

  /** Nothing is remembered, and nothing was forgotten. */
  static final LedgerMemory EMPTY = new LedgerMemory(List.of(), 0, Long.MIN_VALUE, Long.MIN_VALUE);

  LedgerMemory with(List<BilledGeneration> generations) {
    return new LedgerMemory(generations, bidsUpToMillis, daysBeforeMillis, flightsBeforeMillis);
  }

  /** All bids that were made until this wall time may have been billed and forgotten. */
  LedgerMemory withoutBids(long upToMillis) {
    return new LedgerMemory(
        billed, Math.max(bidsUpToMillis, upToMillis), daysBeforeMillis, flightsBeforeMillis);
  }

  /**
   * Whether the record of a day or flight may have been removed.
   *
   * @param isFlight true for a flight, false for a day
   * @param startMillis campaign time at which the day or the flight began
   */
  boolean hasForgotten(boolean isFlight, long startMillis) {
    return startMillis < (isFlight ? flightsBeforeMillis : daysBeforeMillis);
  }

  /** Records of days that began before this campaign time are removed. */
  LedgerMemory withoutDays(long beforeMillis) {
    return new LedgerMemory(
        billed, bidsUpToMillis, Math.max(daysBeforeMillis, beforeMillis), flightsBeforeMillis);
  }

  /** Records of days and flights that began before this campaign time are removed. */
  LedgerMemory withoutReports(long beforeMillis) {
    return new LedgerMemory(
        billed,
        bidsUpToMillis,
        Math.max(daysBeforeMillis, beforeMillis),
        Math.max(flightsBeforeMillis, beforeMillis));
  }
}
