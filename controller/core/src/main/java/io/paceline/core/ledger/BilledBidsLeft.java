package io.paceline.core.ledger;

/** What is left of the billed bids of a budget that is about to be closed. */
public enum BilledBidsLeft {
  /** Nothing: no billed bid is remembered, and no page of one is stored. */
  NONE,
  /** Pages of bids that are forgotten already, which the next calls remove. */
  FORGOTTEN,
  /** Bids whose time is not over, so that nothing can be removed yet. */
  REMEMBERED
}
