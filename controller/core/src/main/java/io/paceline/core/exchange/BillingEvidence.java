package io.paceline.core.exchange;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one bid or one notice tells of how well an exchange's billings can be accounted for; see
 * {@link ExchangeWatch}.
 *
 * @param exchange name of the exchange, in lower case
 * @param kind what was found
 * @param budgetId for {@link Kind#BID} the budget that bids, else null
 * @param micros what was booked, 0 or more; for {@link Kind#BID} the exchange's share of what the
 *     budget may spend in a day, and for {@link Kind#UNSIGNED} what the ledger holds for the bid,
 *     of which nothing was booked
 * @param atMillis wall time of the bid; for {@link Kind#UNSIGNED} what the unsigned token says of
 *     it
 */
public record BillingEvidence(
    String exchange, Kind kind, @Nullable String budgetId, long micros, long atMillis) {

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
    /**
     * A billing notice whose token is not signed with a key of ours, although the ledger waits for
     * a billing of the bid that the token names.
     */
    UNSIGNED
  }

  /**
   * What a billing tells of its exchange.
   *
   * @param exchange the name in any case, because names are compared without regard to case
   */
  public static BillingEvidence of(String exchange, Kind kind, long micros, long atMillis) {
    return new BillingEvidence(exchange.toLowerCase(Locale.ROOT), kind, null, micros, atMillis);
  }

  /**
   * A budget bids at an exchange.
   *
   * @param dayMicros the exchange's share of what the budget may spend in a day, micros
   */
  public static BillingEvidence bid(
      String exchange, String budgetId, long dayMicros, long atMillis) {
    return new BillingEvidence(
        exchange.toLowerCase(Locale.ROOT), Kind.BID, budgetId, dayMicros, atMillis);
  }
}
