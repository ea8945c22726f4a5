package io.paceline.training.statistics;

import io.paceline.core.market.CensoredPrices;
import io.paceline.core.market.PriceEvidence;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What auctions told about the market price of a site: the price itself, or only that it lay above
 * a bid that lost, or that it was at most a bid that won and paid what it bid. Prices are rounded
 * to three significant digits: whole CPM up to 999 stay exact, other prices are at most 0.5 % off,
 * and a site takes little memory however long the log is.
 *
 * <p>Counts are whole numbers, so merging gives the same result in any order. Not thread-safe.
 */
public final class PriceCounts {

  private static final int DIGITS_BOUND = 1_000;

  private final SortedMap<Long, Long> prices = new TreeMap<>();
  private final SortedMap<Long, Long> above = new TreeMap<>();
  private final SortedMap<Long, Long> below = new TreeMap<>();

  /**
   * Counts one auction.
   *
   * @param told what the auction told of its price
   * @param micros the price, or the bid that won or lost; micros per impression, positive
   */
  public void add(PriceEvidence told, long micros) {
    add(told, micros, 1);
  }

  /** Counts several auctions that told the same. */
  public void add(PriceEvidence told, long micros, long auctions) {
    if (micros <= 0) {
      throw new IllegalArgumentException("a price must be positive, not " + micros);
    }
    of(told).merge(rounded(micros), auctions, Long::sum);
  }

  /** Adds all that the other one counted. */
  public void merge(PriceCounts other) {
    for (PriceEvidence told : PriceEvidence.values()) {
      other.of(told).forEach((micros, auctions) -> add(told, micros, auctions));
    }
  }

  /** Number of auctions that told the price. */
  public long prices() {
    return sum(prices);
  }

  /** Rounds a positive amount, micros per impression, to three significant digits. */
  public static long rounded(long micros) {
    long unit = 1;
    while (micros / unit >= DIGITS_BOUND) {
      unit *= 10;
    }
    return unit == 1 ? micros : (micros + unit / 2) / unit * unit;
  }

  /** Returns everything that was told, for a fit. */
  CensoredPrices sample() {
    CensoredPrices sample = new CensoredPrices();
    for (PriceEvidence told : PriceEvidence.values()) {
      of(told)
          .forEach(
              (micros, auctions) -> sample.add(told, Math.log((double) micros), (double) auctions));
    }
    return sample;
  }

  /** Returns how many auctions told each price or bid, in ascending order of the price or bid. */
  SortedMap<Long, Long> counts(PriceEvidence told) {
    return of(told);
  }

  /**
   * True where these auctions suffice for a curve of their own: at least {@code auctions} told the
   * price, or at least {@code auctions} were won and as many lost without telling it.
   */
  public boolean suffice(long auctions) {
    return prices() >= auctions || Math.min(sum(above), sum(below)) >= auctions;
  }

  /** True where every auction told the price. */
  boolean allTold() {
    return above.isEmpty() && below.isEmpty();
  }

  private SortedMap<Long, Long> of(PriceEvidence told) {
    return switch (told) {
      case PRICE -> prices;
      case ABOVE -> above;
      case BELOW -> below;
    };
  }

  private static long sum(SortedMap<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
