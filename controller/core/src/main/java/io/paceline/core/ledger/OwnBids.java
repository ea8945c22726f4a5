package io.paceline.core.ledger;

/**
 * The stretch of time in which bids were made, wall milliseconds.
 *
 * @param firstMillis when the first of the bids was made
 * @param lastMillis when the last of the bids was made; before the first where there are none
 */
public record OwnBids(long firstMillis, long lastMillis) {

  static final OwnBids NONE = new OwnBids(Long.MAX_VALUE, Long.MIN_VALUE);

  OwnBids with(long bidAtMillis) {
    return bidAtMillis >= firstMillis && bidAtMillis <= lastMillis
        ? this
        : new OwnBids(Math.min(firstMillis, bidAtMillis), Math.max(lastMillis, bidAtMillis));
  }

  /** The shortest stretch of time that contains this one and the other one. */
  OwnBids and(OwnBids other) {
    return new OwnBids(
        Math.min(firstMillis, other.firstMillis), Math.max(lastMillis, other.lastMillis));
  }

  boolean isNone() {
    return lastMillis < firstMillis;
  }

  /** Whether a bid may have been made from the one time (inclusive) to the other (exclusive). */
  boolean touch(long fromMillis, long untilMillis) {
    return firstMillis < untilMillis && lastMillis >= fromMillis;
  }
}
