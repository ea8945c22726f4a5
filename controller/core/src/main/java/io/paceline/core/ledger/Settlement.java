package io.paceline.core.ledger;

/** What a notice or a report did to the ledger. */
public enum Settlement {
  /** It counted. */
  BOOKED,
  /** It had counted before. */
  DUPLICATE,
  /**
   * It says less than what is known already (a loss after a win, a click on an unknown bid, an
   * older report), or came too late to tell whether it was booked before.
   */
  IGNORED,
  /** A report that reaches back further than bids are remembered singly. */
  BEYOND_MEMORY
}
