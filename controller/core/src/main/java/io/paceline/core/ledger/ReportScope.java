package io.paceline.core.ledger;

/**
 * The exchange, the campaign and the time of which a spend report tells the spend.
 *
 * @param exchange the exchange that billed
 * @param campaignId the campaign for which it billed
 * @param periodKey first instant of the exchange's day, campaign time; 0 for the flight
 * @param place where a correction is booked
 * @param startMillis first instant of the day or of the flight, campaign time
 * @param bidsFromMillis wall time of that instant
 * @param bidsUntilMillis wall time at which the day or the flight ends, exclusive
 * @param billedByMillis wall time by which all bids of the scope are billed: the end of the scope
 *     and {@link LedgerSettings#billedWithinMillis}
 */
public record ReportScope(
    String exchange,
    String campaignId,
    long periodKey,
    CorrectionPlace place,
    long startMillis,
    long bidsFromMillis,
    long bidsUntilMillis,
    long billedByMillis) {

  /** {@link #periodKey} of the whole flight. */
  public static final long FLIGHT_KEY = 0;

  /** True where the report is for the whole flight. */
  boolean isFlight() {
    return periodKey == FLIGHT_KEY;
  }
}
