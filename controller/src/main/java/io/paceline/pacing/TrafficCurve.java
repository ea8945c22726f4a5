package io.paceline.pacing;

/**
 * How a day's traffic is spread over its quarter hours.
 *
 * @param shares 96 shares of a day (campaign's local time), not negative, sum 1
 */
public record TrafficCurve(double[] shares) {

  /** Quarter hours of a day. */
  public static final int SLOTS = 96;
}
