package io.paceline.core.ledger;

/**
 * When the bids were made that were booked, by notices or reports, in scopes of days.
 *
 * @param zone the zone in which the exchange's days began, empty for the budget's own
 * @param bids the stretch of time in which the bids were made
 */
public record DayBids(String zone, OwnBids bids) {

  static final DayBids NONE = new DayBids("", OwnBids.NONE);
}
