package io.paceline.core.eligibility;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is computed from an offer, by the offer's number. Each thread needs a cache of its
 * own. Code that asks about all candidates of a request keeps columns by {@link OfferBook} instead.
 *
 * @param <T> what is computed
 */
public final class OfferCache<T> {

  /**
   * Limits the memory for numbered and for other offers; a job has some thousands of offers at a
   * time.
   */
  private static final int MAX_OFFERS = 65_536;

  private final Function<Offer, T> compute;
  private final IdentityHashMap<Offer, T> unnumbered = new IdentityHashMap<>();
  private @Nullable Offer[] offers = new Offer[0];
  private @Nullable Object[] values = new Object[0];

  /** Keeps what {@code compute} returns for each offer object; it must not return null. */
  public OfferCache(Function<Offer, T> compute) {
    this.compute = compute;
  }

  /**
   * What is computed from exactly this object: an offer of another index may have the same number.
   */
  @SuppressWarnings({"unchecked", "ReferenceEquality"})
  public T get(Offer offer) {
    int number = offer.number();
    if (number >= 0 && number < offers.length && offers[number] == offer) {
      return (T) values[number];
    }
    return number >= 0 && number < MAX_OFFERS ? put(number, offer) : unnumbered(offer);
  }

  private T put(int number, Offer offer) {
    if (number >= offers.length) {
      int length = Math.max(number + 1, 2 * offers.length);
      offers = Arrays.copyOf(offers, length);
      values = Arrays.copyOf(values, length);
    }
    T value = compute.apply(offer);
    offers[number] = offer;
    values[number] = value;
    return value;
  }

  private T unnumbered(Offer offer) {
    T known = unnumbered.get(offer);
    if (known == null) {
      if (unnumbered.size() == MAX_OFFERS) {
        unnumbered.clear();
      }
      known = compute.apply(offer);
      unnumbered.put(offer, known);
    }
    return known;
  }
}
