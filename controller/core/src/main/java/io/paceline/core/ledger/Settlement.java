package io.paceline.core.ledger;

/** What a notice, a report or an adjustment did to the ledger. */
public enum Settlement {
  /** The notice, report or adjustment was booked. */
  BOOKED,
  /** The notice, report or adjustment had been booked before. */
  DUPLICATE,
  /**
   * Nothing is booked: for a loss after a win, a loss of or click on an unknown bid, a notice of
   * test traffic, a notice that came too late to tell whether it was booked before, a report in
   * place of which the known one holds, or an adjustment whose id was booked before with another
   * amount or period.
   */
  IGNORED,
  /**
   * The report or adjustment is about a time of which the ledger can no longer say what is booked
   * already, so booking it could book money twice.
   */
  BEYOND_MEMORY
}
