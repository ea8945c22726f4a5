package io.paceline.core.exchange;

import java.util.Locale;

/**
 * What one bid or one notice tells of how well an exchange's billings can be accounted for; see
 * {@link ExchangeWatch}.
 *
 * @param exchange name of the exchange, in lower case
 * @param kind what was found
 * @param micros what was booked, 0 or more; 0 for {@link Kind#BID} and {@link Kind#UNSIGNED}
 * @param atMillis wall time of the bid; for {@link Kind#UNSIGNED} wall time at which the notice
 *     entered its topic, because nothing that such a notice says can be trusted
 */
public record BillingEvidence(String exchange, Kind kind, long micros, long atMillis) {

  /** What was found. */
  public enum Kind {
    /** Not a billing but a bid, after which its exchange may bill. */
    BID,
    /** A billing of a bid of ours at a price that can be used. */
    MATCHED,
    /** A billing whose price cannot be read, or is above the bid by more than rounding. */
    UNUSABLE,
    /** A billing of a bid that nobody knows and no crash can have forgotten. */
    UNMATCHED,
    /** A notice of a billing whose token is not signed with a key of ours. */
    UNSIGNED
  }

  /**
   * A piece of evidence.
   *
   * @param exchange the name in any case, because names are compared without regard to case
   */
  public static BillingEvidence of(String exchange, Kind kind, long micros, long atMillis) {
    return new BillingEvidence(exchange.toLowerCase(Locale.ROOT), kind, micros, atMillis);
  }

  /** A bid was made. */
  public static BillingEvidence bid(String exchange, long atMillis) {
    return of(exchange, Kind.BID, 0, atMillis);
  }

  /** A notice of a billing came whose token is not signed with a key of ours. */
  public static BillingEvidence unsigned(String exchange, long receivedAtMillis) {
    return of(exchange, Kind.UNSIGNED, 0, receivedAtMillis);
  }
}
