package io.paceline.core.notice;

/** In which form a win or billing notice gave the price to pay, and so what is booked for it. */
public enum PriceForm {
  /** The notice states a price of at most the bid, which is booked. */
  STATED,
  /** The notice states a price above the bid by no more than rounding; the bid is booked. */
  ROUNDED,
  /** The notice states a price above the bid by more than rounding; the bid is booked. */
  CAPPED,
  /** The notice has no price, or an empty one; the bid is booked. */
  MISSING,
  /** The exchange left the price macro in the address; the bid is booked. */
  MACRO,
  /** The price is encrypted, in an unknown currency, or no number at all; the bid is booked. */
  UNREADABLE,
  /** The price is below zero; the bid is booked. */
  NEGATIVE,
  /** The price is a number too large for any real price; the bid is booked. */
  OVERFLOWING,
  /** A loss or a click, which has no price to pay. */
  NONE;

  /** True where the price is what the exchange stated, so that a market price may be learned. */
  public boolean isStated() {
    return this == STATED;
  }

  /**
   * True where what is booked is what the exchange bills, to within rounding; false where the bid
   * stands in for a price that is unknown or further above the bid, and for a loss or a click.
   */
  public boolean isUsable() {
    return this == STATED || this == ROUNDED;
  }
}
