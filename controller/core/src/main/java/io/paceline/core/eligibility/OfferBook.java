package io.paceline.core.eligibility;

import java.util.List;

/**
 * All offers of one {@link EligibilityIndex}, each under its number. Immutable. Whoever computes
 * something of offers can keep it in columns by number for as long as the book is the same object:
 * with fifty candidates a request, following references from one object to the next cost more than
 * the arithmetic of a score.
 */
public final class OfferBook {

  private final Offer[] offers;

  OfferBook(List<Offer> offers) {
    this.offers = offers.toArray(Offer[]::new);
  }

  /** Offers that are in it; their numbers run from 0. */
  public int size() {
    return offers.length;
  }

  /** The offer under a number. */
  public Offer offer(int number) {
    return offers[number];
  }
}
