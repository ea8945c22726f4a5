package io.paceline.core.market;

/** What an auction told about its market price, the lowest bid that would have won. */
public enum PriceEvidence {
  /** The market price itself. */
  PRICE,
  /** A bid that lost: the market price lay above it. */
  ABOVE,
  /** A bid that won and paid what it bid: the market price was at most the bid. */
  BELOW
}
