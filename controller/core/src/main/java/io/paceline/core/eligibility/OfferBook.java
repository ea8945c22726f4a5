package io.paceline.core.eligibility;

import java.util.List;

/**
 * All offers of one {@link EligibilityIndex}, each under its number. Immutable. Code that computes
 * something from offers can keep the results in columns by number, for as long as the book is the
 * same object. Columns are faster: with fifty candidates a request, following references from one
 * object to the next cost more than the arithmetic of a score.
 */
public final class OfferBook {

  private final Offer[] offers;

  OfferBook(List<Offer> offers) {
    this.offers = offers.toArray(Offer[]::new);
  }

  /** Number of offers in the book; the numbers of offers begin at 0. */
  public int size() {
    return offers.length;
  }

  /** The offer under a number. */
  public Offer offer(int number) {
    return offers[number];
  }
}
