package io.paceline.ledger;

/** What a notice did to the ledger. */
public enum Settlement {
  /** It counted. */
  BOOKED,
  /** It had counted before. */
  DUPLICATE,
  /** It says less than what is known already (a loss after a win, a click on an unknown bid). */
  IGNORED
}
