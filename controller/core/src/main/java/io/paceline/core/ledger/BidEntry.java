package io.paceline.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One bid in the ledger that holds money. Once it is billed, only {@link BilledBids} remembers it.
 *
 * @param stage how far the bid has come
 * @param periodKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the budget period that pays
 *     for the bid
 * @param reservedMicros what the bid may cost at most, held until it is billed, lost or expired
 * @param priceMicros the price that a notice told; 0 while OPEN
 * @param clicked whether a click was counted
 * @param unmatched whether the ledger knows the bid only from its win notice, though no crash can
 *     have forgotten it
 * @param doubted whether a billing came for the bid that is not signed with a key of ours
 * @param expiresAtMillis wall time at which the entry expires. An open bid then counts as lost and
 *     a win as never billed. A restore may postpone the expiry
 * @param terms what pacing needs to know about the bid when its auction is over; null once the
 *     auction is over, and for a bid from which nothing is to be learned
 */
public record BidEntry(
    Stage stage,
    long periodKey,
    long reservedMicros,
    long priceMicros,
    boolean clicked,
    boolean unmatched,
    boolean doubted,
    long expiresAtMillis,
    @Nullable BidTerms terms) {

  private static final long SLOT_MILLIS = 200;

  /** A bid that was just made. */
  static BidEntry open(
      long periodKey, long bidMicros, @Nullable BidTerms terms, long expiresAtMillis) {
    return new BidEntry(
        Stage.OPEN, periodKey, bidMicros, 0, false, false, false, expiresAtMillis, terms);
  }

  /** A bid that won and is not billed yet. */
  static BidEntry won(
      long periodKey,
      long reservedMicros,
      long priceMicros,
      boolean clicked,
      boolean unmatched,
      boolean doubted,
      long expiresAtMillis) {
    return new BidEntry(
        Stage.WON,
        periodKey,
        reservedMicros,
        priceMicros,
        clicked,
        unmatched,
        doubted,
        expiresAtMillis,
        null);
  }

  /** How far a bid that holds money has come. */
  public enum Stage {
    /** The bid was sent; no notice of its outcome has been read. */
    OPEN,
    /** Won, not yet billed. */
    WON
  }

  /**
   * End of the slot that contains this instant, wall milliseconds. The store gathers reminders in
   * slots, so that a tick has to look at few of them.
   */
  static long slotMillis(long atMillis) {
    return (atMillis / SLOT_MILLIS + 1) * SLOT_MILLIS;
  }

  /**
   * When to check whether the entry has expired, wall milliseconds; see {@link LedgerStore#remind}.
   */
  public long slotMillis() {
    return slotMillis(expiresAtMillis);
  }

  BidEntry withClick() {
    return new BidEntry(
        stage,
        periodKey,
        reservedMicros,
        priceMicros,
        true,
        unmatched,
        doubted,
        expiresAtMillis,
        terms);
  }

  BidEntry withDoubt() {
    return new BidEntry(
        stage,
        periodKey,
        reservedMicros,
        priceMicros,
        clicked,
        unmatched,
        true,
        expiresAtMillis,
        terms);
  }
}
