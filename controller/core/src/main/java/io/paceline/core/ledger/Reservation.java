package io.paceline.core.ledger;

/** The ledger's answer to the request to hold a bid's money. */
public enum Reservation {
  /** The money is held; the bid may be sent. */
  HELD,
  /** The bid could break the budget. */
  OVER_BUDGET,
  /** The budget would commit money faster than it may; see {@link CommitRate}. */
  OVER_RATE,
  /** The same bid was made before (a request read twice). */
  ALREADY_MADE
}
