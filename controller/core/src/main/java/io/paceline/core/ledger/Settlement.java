package io.paceline.core.ledger;

/** What a notice or a report did to the ledger. */
public enum Settlement {
  /** The notice or report was booked. */
  BOOKED,
  /** The notice or report had been booked before. */
  DUPLICATE,
  /**
   * The notice or report says less than what is known already (a loss after a win, a click on an
   * unknown bid, an older report), or the notice came too late to tell whether it was booked
   * before.
   */
  IGNORED,
  /** The report ends so early that billed bids which it may not cover are already forgotten. */
  BEYOND_MEMORY
}
