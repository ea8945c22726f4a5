package io.paceline.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One bid in the ledger.
 *
 * @param stage how far the bid has come
 * @param periodKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the budget period that pays
 *     for the bid
 * @param reservedMicros what the bid may cost at most, held until it is billed, lost or expired; 0
 *     once BILLED
 * @param priceMicros the price that a notice told; 0 while OPEN
 * @param clicked whether a click was counted
 * @param expiresAtMillis wall time at which the entry expires. An open bid then counts as lost, a
 *     win as never billed, and a billed bid is forgotten, so that duplicates of its notices are no
 *     longer recognised. A restore may postpone the expiry
 * @param exchangeKey key of the {@link ExchangeSpend} in which the price counts; 0 until billed
 * @param coveredFromMillis earliest {@code upTo} of a spend report that surely covers the
 *     impression; 0 until billed
 * @param terms what pacing needs to know about the bid when its auction is over; null once the
 *     auction is over, and for a bid from which nothing is to be learned
 */
public record BidEntry(
    Stage stage,
    long periodKey,
    long reservedMicros,
    long priceMicros,
    boolean clicked,
    long expiresAtMillis,
    long exchangeKey,
    long coveredFromMillis,
    @Nullable BidTerms terms) {

  /** A bid that was just made. */
  static BidEntry open(
      long periodKey, long bidMicros, @Nullable BidTerms terms, long expiresAtMillis) {
    return new BidEntry(Stage.OPEN, periodKey, bidMicros, 0, false, expiresAtMillis, 0, 0, terms);
  }

  /** A bid that won and is not billed yet. */
  static BidEntry won(
      long periodKey,
      long reservedMicros,
      long priceMicros,
      boolean clicked,
      long expiresAtMillis) {
    return new BidEntry(
        Stage.WON, periodKey, reservedMicros, priceMicros, clicked, expiresAtMillis, 0, 0, null);
  }

  /** A bid that is billed, so that it holds no money. */
  static BidEntry billed(
      long periodKey,
      long priceMicros,
      boolean clicked,
      long expiresAtMillis,
      long exchangeKey,
      long coveredFromMillis) {
    return new BidEntry(
        Stage.BILLED,
        periodKey,
        0,
        priceMicros,
        clicked,
        expiresAtMillis,
        exchangeKey,
        coveredFromMillis,
        null);
  }

  /** The stages in which the ledger remembers a bid. Open and won bids hold money. */
  public enum Stage {
    /** The bid was sent; no notice of its outcome has been read. */
    OPEN(200),
    /** Won, not yet billed. */
    WON(200),
    /** Billed; kept to recognise duplicates. */
    BILLED(3_600_000);

    private final long slotMillis;

    /**
     * Makes a stage.
     *
     * @param slotMillis length of the slots in which the store gathers reminders, so that a tick
     *     has to look at few slots
     */
    Stage(long slotMillis) {
      this.slotMillis = slotMillis;
    }

    /** End of the slot that contains this instant, wall milliseconds. */
    long slotMillis(long atMillis) {
      return (atMillis / slotMillis + 1) * slotMillis;
    }
  }

  /**
   * When to check whether the entry has expired, wall milliseconds; see {@link LedgerStore#remind}.
   */
  public long slotMillis() {
    return stage.slotMillis(expiresAtMillis);
  }

  BidEntry withClick() {
    return new BidEntry(
        stage,
        periodKey,
        reservedMicros,
        priceMicros,
        true,
        expiresAtMillis,
        exchangeKey,
        coveredFromMillis,
        terms);
  }
}
