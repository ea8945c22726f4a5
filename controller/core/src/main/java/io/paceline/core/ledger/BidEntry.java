package io.paceline.core.ledger;

/**
 * One bid in the ledger.
 *
 * @param stage how far it has come
 * @param periodStartMillis budget period it belongs to, campaign time
 * @param reservedMicros what it may cost at most, held until it is billed, lost or expired
 * @param priceMicros what it cost: 0 while OPEN
 * @param clicked whether a click was counted
 * @param expiresAtMillis wall time at which the entry dies: an open bid is taken for lost, a win
 *     for never billed, a billed one is not recognised as a duplicate any more
 * @param exchangeKey key of the {@link ExchangeSpend} in which it counts; 0 until billed
 * @param coveredFromMillis earliest {@code upTo} of a report that surely covers it; 0 until billed
 * @param terms what pacing wants to know when the auction is over; null once it is, and where
 *     nothing is to be learned
 */
public record BidEntry(
    Stage stage,
    long periodStartMillis,
    long reservedMicros,
    long priceMicros,
    boolean clicked,
    long expiresAtMillis,
    long exchangeKey,
    long coveredFromMillis,
    BidTerms terms) {

  /** A bid of which nothing is to be learned any more. */
  public BidEntry(
      Stage stage,
      long periodStartMillis,
      long reservedMicros,
      long priceMicros,
      boolean clicked,
      long expiresAtMillis,
      long exchangeKey,
      long coveredFromMillis) {
    this(
        stage,
        periodStartMillis,
        reservedMicros,
        priceMicros,
        clicked,
        expiresAtMillis,
        exchangeKey,
        coveredFromMillis,
        null);
  }

  /** Stages of a bid's life that hold money or memory. */
  public enum Stage {
    /** Sent, nothing heard. */
    OPEN(200),
    /** Won, not yet billable. */
    WON(200),
    /** Billed; kept to recognise duplicates. */
    BILLED(3_600_000);

    private final long slotMillis;

    /** Reminders are gathered in slots of this length, so that a tick looks at few of them. */
    Stage(long slotMillis) {
      this.slotMillis = slotMillis;
    }

    /** The end of the slot of that instant, wall milliseconds. */
    long slotMillis(long atMillis) {
      return (atMillis / slotMillis + 1) * slotMillis;
    }
  }

  /** When to look whether it has died, wall milliseconds: {@link LedgerStore#remind}. */
  public long slotMillis() {
    return stage.slotMillis(expiresAtMillis);
  }

  BidEntry withClick() {
    return new BidEntry(
        stage,
        periodStartMillis,
        reservedMicros,
        priceMicros,
        true,
        expiresAtMillis,
        exchangeKey,
        coveredFromMillis,
        terms);
  }
}
