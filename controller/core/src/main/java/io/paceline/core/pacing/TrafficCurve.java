package io.paceline.core.pacing;

import java.util.Arrays;

/**
 * How a day's traffic is spread over its quarter hours.
 *
 * @param shares 96 shares of a day (campaign's local time), not negative, sum 1
 */
public record TrafficCurve(double[] shares) {

  /** Quarter hours of a day. */
  public static final int SLOTS = 96;

  private static final double SUM_TOLERANCE = 1e-6;

  /**
   * Checks the shares.
   *
   * @throws IllegalArgumentException unless there are 96 finite shares, none negative, sum 1
   */
  public TrafficCurve {
    double sum = sum(shares);
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException("shares of a traffic curve must sum to 1, not " + sum);
    }
  }

  /** The curve with the same share in every quarter hour. */
  public static TrafficCurve uniform() {
    double[] shares = new double[SLOTS];
    Arrays.fill(shares, 1.0 / SLOTS);
    return new TrafficCurve(shares);
  }

  /**
   * Curve in proportion to weights, for example counted requests; where nothing was counted at all,
   * every quarter hour is alike.
   *
   * @param weights 96, finite, not negative
   * @throws IllegalArgumentException where they are not
   */
  public static TrafficCurve ofShares(double[] weights) {
    double sum = sum(weights);
    if (sum == 0) {
      return uniform();
    }
    return new TrafficCurve(Arrays.stream(weights).map(weight -> weight / sum).toArray());
  }

  private static double sum(double[] shares) {
    if (shares == null || shares.length != SLOTS) {
      throw new IllegalArgumentException(
          "a traffic curve has " + SLOTS + " shares, not " + (shares == null ? 0 : shares.length));
    }
    double sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (!(shares[slot] >= 0) || Double.isInfinite(shares[slot])) {
        throw new IllegalArgumentException(
            "share " + slot + " of a traffic curve must be 0 or more, not " + shares[slot]);
      }
      sum += shares[slot];
    }
    return sum;
  }
}
