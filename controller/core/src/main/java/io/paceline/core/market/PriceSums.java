package io.paceline.core.market;

import java.util.Arrays;

/**
 * What many auctions told about the market price, in bounded size: the number of auctions in each
 * cell. A cell is a kind of knowledge ({@link PriceEvidence}) together with a range of the price.
 * The ranges go from 1 micro to 2²⁴ micros per impression, eight to each doubling of the price (so
 * each is 9 % wide); a price outside counts in the outermost range. So there are at most {@value
 * #MAX_CELLS} cells, of which only those with auctions are kept. These sums suffice for any curve
 * that is fitted to them (a histogram in place of the single prices, as in Wang et al., "Functional
 * Bid Landscape Forecasting", ECML 2016).
 *
 * <p>Immutable. {@link #plus} commutes and associates, but for rounding.
 *
 * @param cells numbers of the cells that have auctions, ascending
 * @param weights number of auctions in each of these cells, positive; a fraction after fading
 */
public record PriceSums(int[] cells, double[] weights) {

  /** No auctions. */
  public static final PriceSums NONE = new PriceSums(new int[0], new double[0]);

  private static final int PER_OCTAVE = 8;
  private static final int BINS = 24 * PER_OCTAVE;
  private static final double LN_STEP = Math.log(2) / PER_OCTAVE;

  /** The number of different cells. */
  static final int MAX_CELLS = 3 * BINS;

  /** Weights below this are forgotten by {@link #scaled}; they would only take up room. */
  private static final double NEGLIGIBLE = 1e-3;

  /** The cell of what an auction told. */
  static int cell(AuctionTold told) {
    int bin = (int) (Math.log((double) told.micros()) / LN_STEP);
    return block(told.told()) * BINS + Math.max(0, Math.min(BINS - 1, bin));
  }

  /** Saved state refers to cells by their numbers, so these must never change. */
  private static int block(PriceEvidence told) {
    return switch (told) {
      case PRICE -> 0;
      case ABOVE -> 1;
      case BELOW -> 2;
    };
  }

  private static PriceEvidence kind(int cell) {
    return switch (cell / BINS) {
      case 0 -> PriceEvidence.PRICE;
      case 1 -> PriceEvidence.ABOVE;
      default -> PriceEvidence.BELOW;
    };
  }

  /** The sum of both. */
  public PriceSums plus(PriceSums other) {
    if (other.cells.length == 0) {
      return this;
    }
    int[] both = new int[cells.length + other.cells.length];
    double[] sums = new double[both.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < cells.length || j < other.cells.length) {
      boolean mine = j == other.cells.length || (i < cells.length && cells[i] <= other.cells[j]);
      boolean theirs = i == cells.length || (j < other.cells.length && other.cells[j] <= cells[i]);
      both[size] = mine ? cells[i] : other.cells[j];
      sums[size++] = (mine ? weights[i] : 0) + (theirs ? other.weights[j] : 0);
      i += mine ? 1 : 0;
      j += theirs ? 1 : 0;
    }
    return new PriceSums(Arrays.copyOf(both, size), Arrays.copyOf(sums, size));
  }

  /**
   * The same sums with every weight multiplied by a factor, without the cells whose weight becomes
   * negligible.
   *
   * @param factor 0 to 1
   */
  public PriceSums scaled(double factor) {
    int[] kept = new int[cells.length];
    double[] faded = new double[cells.length];
    int size = 0;
    for (int i = 0; i < cells.length; i++) {
      double weight = weights[i] * factor;
      if (weight >= NEGLIGIBLE) {
        kept[size] = cells[i];
        faded[size++] = weight;
      }
    }
    return new PriceSums(Arrays.copyOf(kept, size), Arrays.copyOf(faded, size));
  }

  /** The {@link #weight} of {@link #scaled}. */
  double weightScaled(double factor) {
    double sum = 0;
    for (double each : weights) {
      double weight = each * factor;
      if (weight >= NEGLIGIBLE) {
        sum += weight;
      }
    }
    return sum;
  }

  /** How many auctions told something, faded. */
  public double weight() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** How many auctions told this kind of evidence, faded. */
  public double weight(PriceEvidence told) {
    double sum = 0;
    for (int i = 0; i < cells.length; i++) {
      sum += kind(cells[i]) == told ? weights[i] : 0;
    }
    return sum;
  }

  /** Adds every cell at the middle of its range to a sample. */
  void addTo(CensoredPrices sample) {
    for (int i = 0; i < cells.length; i++) {
      sample.add(kind(cells[i]), (cells[i] % BINS + 0.5) * LN_STEP, weights[i]);
    }
  }
}
