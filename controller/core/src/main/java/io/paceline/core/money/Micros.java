package io.paceline.core.money;

/**
 * The bound on single amounts, and sums that stop at the ends of a long.
 *
 * <p>Every amount that a topic, a campaign file or an option carries is checked against {@link
 * #MAX} where it is read. Bookings add with {@link Math#addExact} and its kind, so that a sum which
 * no longer fits refuses the one record that caused it. Where a sum only has to be compared with a
 * budget, {@link #plus}, {@link #minus} and {@link #times} stop at the largest number instead of
 * throwing: money that cannot be counted counts as more than any budget.
 */
public final class Micros {

  /**
   * The largest single amount, 10¹⁷ micros: a hundred billion currency units, which is four million
   * US dollars even in Vietnamese dong. Ninety such amounts fit into a long.
   */
  public static final long MAX = 100_000_000_000_000_000L;

  private Micros() {}

  /** The sum, or the largest or smallest long where the sum lies beyond it. */
  public static long plus(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  /** The difference, or the largest or smallest long where the difference lies beyond it. */
  public static long minus(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return difference;
  }

  /** The product of two numbers that are not negative, or the largest long where it lies beyond. */
  public static long times(long a, long b) {
    if (Math.multiplyHigh(a, b) != 0 || a * b < 0) {
      return Long.MAX_VALUE;
    }
    return a * b;
  }
}
