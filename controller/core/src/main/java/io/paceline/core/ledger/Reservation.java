package io.paceline.core.ledger;

/** What became of the wish to bid. */
public enum Reservation {
  /** The money is held; the bid may be sent. */
  HELD,
  /** The budget does not allow it. */
  OVER_BUDGET,
  /** The budget may not commit faster; see {@link CommitRate}. */
  OVER_RATE,
  /** The same bid was made before (a request read twice). */
  ALREADY_MADE
}
