package io.paceline.statistics;

import io.paceline.pacing.TrafficCurve;
import java.time.DayOfWeek;

/**
 * Counts requests by weekday and quarter hour of the day (UTC of campaign time) and smooths the
 * counts.
 */
public final class TrafficCount {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final long SLOT_MILLIS = DAY_MILLIS / TrafficCurve.SLOTS;
  private static final int DAYS = 7;

  /** Weights of a quarter hour and its two neighbours on either side. */
  private static final double[] KERNEL = {1.0 / 9, 2.0 / 9, 3.0 / 9, 2.0 / 9, 1.0 / 9};

  /** Requests that a weekday's curve takes from the curve of all days. */
  private static final double WEEKDAY_PRIOR = 10_000.0;

  /** Monday's quarter hours first. */
  private final long[] counts = new long[DAYS * TrafficCurve.SLOTS];

  /** One request at an instant of campaign time. */
  public void add(long campaignMillis) {
    add(slotOfWeek(campaignMillis), 1);
  }

  /**
   * Requests of one quarter hour.
   *
   * @param slotOfWeek as of {@link #slotOfWeek}
   */
  public void add(int slotOfWeek, long requests) {
    counts[slotOfWeek] += requests;
  }

  /** Quarter hour of the week of an instant of campaign time, 0 (Monday 0:00 UTC) to 671. */
  public static int slotOfWeek(long campaignMillis) {
    // 1 January 1970 was a Thursday, day 3.
    int day = (int) Math.floorMod(Math.floorDiv(campaignMillis, DAY_MILLIS) + 3L, (long) DAYS);
    return day * TrafficCurve.SLOTS
        + (int) (Math.floorMod(campaignMillis, DAY_MILLIS) / SLOT_MILLIS);
  }

  /** Adds all that the other one counted. */
  public void merge(TrafficCount other) {
    for (int slot = 0; slot < counts.length; slot++) {
      counts[slot] += other.counts[slot];
    }
  }

  /** Requests counted on a weekday. */
  public long requests(DayOfWeek day) {
    long sum = 0;
    for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
      sum += counts[first(day) + slot];
    }
    return sum;
  }

  /**
   * The day's curve, all weekdays together: counts smoothed round the clock by a triangle over five
   * quarter hours, after one request was added to each, so that no quarter hour is thought to be
   * without any traffic.
   */
  public TrafficCurve curve() {
    int slots = TrafficCurve.SLOTS;
    double[] ofDay = new double[slots];
    double total = slots;
    for (int slot = 0; slot < slots; slot++) {
      for (DayOfWeek day : DayOfWeek.values()) {
        ofDay[slot] += counts[first(day) + slot];
      }
      total += ofDay[slot];
    }
    double[] shares = new double[slots];
    for (int slot = 0; slot < slots; slot++) {
      double smoothed = 0.0;
      for (int k = 0; k < KERNEL.length; k++) {
        smoothed += KERNEL[k] * (1 + ofDay[Math.floorMod(slot + k - KERNEL.length / 2, slots)]);
      }
      shares[slot] = smoothed / total;
    }
    return new TrafficCurve(shares);
  }

  /**
   * A weekday's own curve, drawn towards {@link #curve()} as if by {@value #WEEKDAY_PRIOR} requests
   * of it; a weekday that was not counted has that curve.
   */
  public TrafficCurve curve(DayOfWeek day) {
    double[] all = curve().shares();
    double[] weights = new double[TrafficCurve.SLOTS];
    for (int slot = 0; slot < weights.length; slot++) {
      weights[slot] = counts[first(day) + slot] + WEEKDAY_PRIOR * all[slot];
    }
    return TrafficCurve.ofShares(weights);
  }

  private static int first(DayOfWeek day) {
    return (day.getValue() - 1) * TrafficCurve.SLOTS;
  }
}
