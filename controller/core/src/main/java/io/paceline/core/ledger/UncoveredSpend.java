package io.paceline.core.ledger;

import io.paceline.core.money.Micros;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Money that the latest spend report does not surely cover, in sums by the earliest {@code upTo} of
 * a report that surely covers them.
 *
 * <p>There are at most {@value #MOST} sums, however much is billed. When there are more, the two
 * neighbours with the least money together become one, which takes the later of the two times; the
 * {@value #NEWEST} newest sums stay as they are. A report whose {@code upTo} lies between two
 * joined times counts all money of the joined sum as uncovered, although part of it is covered.
 * That is usually about a twentieth of all uncovered money. Uncovered money never counts as
 * covered.
 *
 * @param coveredFromMillis earliest {@code upTo} of a report that surely covers the sum at the same
 *     place, wall milliseconds, rising
 * @param micros the sums, 0 or more
 */
public record UncoveredSpend(long[] coveredFromMillis, long[] micros) {

  static final UncoveredSpend NONE = new UncoveredSpend(new long[0], new long[0]);

  /** The most sums that are kept. */
  static final int MOST = 48;

  /** How many of the newest sums are never joined. */
  private static final int NEWEST = 12;

  private int size() {
    return micros.length;
  }

  /** The sum of all, micros. */
  long totalMicros() {
    return afterMicros(Long.MIN_VALUE);
  }

  /** What a report that ends at this time does not surely cover, micros. */
  long afterMicros(long upToMillis) {
    long sum = 0;
    for (int i = size() - 1; i >= 0 && coveredFromMillis[i] > upToMillis; i--) {
      sum = Math.addExact(sum, micros[i]);
    }
    return sum;
  }

  /** Only the sums that a report which ends at this time does not surely cover. */
  UncoveredSpend after(long upToMillis) {
    int from = 0;
    while (from < size() && coveredFromMillis[from] <= upToMillis) {
      from++;
    }
    return from == 0
        ? this
        : new UncoveredSpend(
            Arrays.copyOfRange(coveredFromMillis, from, size()),
            Arrays.copyOfRange(micros, from, size()));
  }

  /** The latest time, 0 for none. */
  long latestMillis() {
    return size() == 0 ? 0 : coveredFromMillis[size() - 1];
  }

  UncoveredSpend plus(long fromMillis, long more) {
    if (more == 0) {
      return this;
    }
    int found = Arrays.binarySearch(coveredFromMillis, fromMillis);
    if (found >= 0) {
      long[] sums = micros.clone();
      sums[found] = Math.addExact(sums[found], more);
      return new UncoveredSpend(coveredFromMillis, sums);
    }
    int at = -found - 1;
    long[] times = inserted(coveredFromMillis, at, fromMillis);
    long[] sums = inserted(micros, at, more);
    UncoveredSpend grown = new UncoveredSpend(times, sums);
    return grown.size() > MOST ? grown.merged() : grown;
  }

  private static long[] inserted(long[] values, int at, long value) {
    long[] longer = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, at, longer, at + 1, values.length - at);
    longer[at] = value;
    return longer;
  }

  /** Joins the two neighbours, the newest sums left out, that have the least money together. */
  private UncoveredSpend merged() {
    int least = 0;
    for (int i = 1; i < size() - 1 - NEWEST; i++) {
      if (Micros.plus(micros[i], micros[i + 1]) < Micros.plus(micros[least], micros[least + 1])) {
        least = i;
      }
    }
    long[] sums = without(micros, least);
    sums[least] = Math.addExact(micros[least], micros[least + 1]);
    return new UncoveredSpend(without(coveredFromMillis, least), sums);
  }

  private static long[] without(long[] values, int at) {
    long[] shorter = new long[values.length - 1];
    System.arraycopy(values, 0, shorter, 0, at);
    System.arraycopy(values, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  /**
   * Takes money back, first from the sum to which that time belongs, then from older and at last
   * from newer ones. It takes no more than there is.
   */
  UncoveredSpend minus(long fromMillis, long less) {
    int found = Arrays.binarySearch(coveredFromMillis, fromMillis);
    int first = Math.min(found >= 0 ? found : -found - 1, size() - 1);
    long[] sums = micros.clone();
    long left = less;
    for (int step = 0; step < size() && left > 0; step++) {
      int i = step <= first ? first - step : step;
      long taken = Math.min(sums[i], left);
      sums[i] -= taken;
      left -= taken;
    }
    return new UncoveredSpend(coveredFromMillis, sums);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UncoveredSpend spend
        && Arrays.equals(coveredFromMillis, spend.coveredFromMillis)
        && Arrays.equals(micros, spend.micros);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(coveredFromMillis) + Arrays.hashCode(micros);
  }

  @Override
  public String toString() {
    return "UncoveredSpend" + Arrays.toString(coveredFromMillis) + Arrays.toString(micros);
  }
}
