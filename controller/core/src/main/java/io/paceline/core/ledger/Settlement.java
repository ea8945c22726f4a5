package io.paceline.core.ledger;

/** What a notice or a report did to the ledger. */
public enum Settlement {
  /** The notice or report was booked. */
  BOOKED,
  /** The notice or report had been booked before. */
  DUPLICATE,
  /**
   * The notice or report books nothing: a loss after a win, a loss of or click on an unknown bid, a
   * report older than the known one, a notice of test traffic, or a notice that came too late to
   * tell whether it was booked before.
   */
  IGNORED,
  /**
   * The report tells of a time of which the ledger can no longer say what is booked already, so
   * booking it could book money twice.
   */
  BEYOND_MEMORY
}
