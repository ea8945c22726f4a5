package io.paceline.core.ledger;

/**
 * When the bids were made that notices or reports have booked in scopes of days.
 *
 * @param zone the zone in which these days begin, empty for the zone of the budget's own days
 * @param bids the stretch of time in which the bids were made
 */
public record DayBids(String zone, OwnBids bids) {

  static final DayBids NONE = new DayBids("", OwnBids.NONE);
}
