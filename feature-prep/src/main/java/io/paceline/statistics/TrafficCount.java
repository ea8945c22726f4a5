package io.paceline.statistics;

import io.paceline.pacing.TrafficCurve;

/** Counts requests by quarter hour of the day (UTC of campaign time) and smooths the counts. */
public final class TrafficCount {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final long SLOT_MILLIS = DAY_MILLIS / TrafficCurve.SLOTS;

  /** Weights of a quarter hour and its two neighbours on either side. */
  private static final double[] KERNEL = {1.0 / 9, 2.0 / 9, 3.0 / 9, 2.0 / 9, 1.0 / 9};

  private final long[] counts = new long[TrafficCurve.SLOTS];

  /** One request at an instant of campaign time. */
  public void add(long campaignMillis) {
    counts[(int) (Math.floorMod(campaignMillis, DAY_MILLIS) / SLOT_MILLIS)]++;
  }

  /**
   * The day's curve: counts smoothed round the clock by a triangle over five quarter hours, after
   * one request was added to each, so that no quarter hour is thought to be without any traffic.
   */
  public TrafficCurve curve() {
    int slots = TrafficCurve.SLOTS;
    double[] shares = new double[slots];
    double total = slots;
    for (long count : counts) {
      total += count;
    }
    for (int slot = 0; slot < slots; slot++) {
      double smoothed = 0.0;
      for (int k = 0; k < KERNEL.length; k++) {
        smoothed += KERNEL[k] * (1 + counts[Math.floorMod(slot + k - KERNEL.length / 2, slots)]);
      }
      shares[slot] = smoothed / total;
    }
    return new TrafficCurve(shares);
  }
}
