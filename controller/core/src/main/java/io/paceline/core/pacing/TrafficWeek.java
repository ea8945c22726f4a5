package io.paceline.core.pacing;

import java.time.DayOfWeek;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The expected traffic of a week by quarter hour: how each weekday's traffic is spread over its
 * day, and how much traffic the weekday has compared with the other days.
 *
 * @param shares 672 shares of a mean day, Monday 0:00 of local time first; not negative, sum 7
 */
public record TrafficWeek(double[] shares) {

  /** Days of a week. */
  public static final int DAYS = 7;

  /** Quarter hours of a week. */
  public static final int SLOTS = DAYS * TrafficCurve.SLOTS;

  private static final double SUM_TOLERANCE = 1e-6;

  /**
   * Checks the shares.
   *
   * @throws IllegalArgumentException unless there are 672 finite shares, none negative, sum 7
   */
  public TrafficWeek {
    if (shares == null || shares.length != SLOTS) {
      throw new IllegalArgumentException(
          "a week of traffic has "
              + SLOTS
              + " shares, not "
              + (shares == null ? 0 : shares.length));
    }
    double sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (!(shares[slot] >= 0) || Double.isInfinite(shares[slot])) {
        throw new IllegalArgumentException(
            "share " + slot + " of a week of traffic must be 0 or more, not " + shares[slot]);
      }
      sum += shares[slot];
    }
    if (Math.abs(sum - DAYS) > DAYS * SUM_TOLERANCE) {
      throw new IllegalArgumentException(
          "shares of a week of traffic must sum to " + DAYS + ", not " + sum);
    }
  }

  /** The week in which every day follows the curve. */
  public static TrafficWeek everyDay(TrafficCurve curve) {
    double[] week = new double[SLOTS];
    for (int day = 0; day < DAYS; day++) {
      System.arraycopy(curve.shares(), 0, week, day * TrafficCurve.SLOTS, TrafficCurve.SLOTS);
    }
    return new TrafficWeek(week);
  }

  /** The week with the same share in every quarter hour. */
  public static TrafficWeek uniform() {
    return everyDay(TrafficCurve.uniform());
  }

  /**
   * The week that a bundle holds or, where it holds none, the week in which every day follows its
   * curve. Older bundles, and those made from a log of a single weekday, hold no week.
   *
   * @param day 96 shares of a day, sum 1
   * @param week 672 shares of a mean day, sum 7; or null
   * @throws IllegalArgumentException where they are not
   */
  public static TrafficWeek of(double[] day, double @Nullable [] week) {
    return week == null ? everyDay(new TrafficCurve(day)) : new TrafficWeek(week);
  }

  /**
   * The week made of a curve and a level for each weekday.
   *
   * @param curves of Monday to Sunday
   * @param levels traffic of Monday to Sunday in any one unit, not negative, one of them positive
   */
  public static TrafficWeek ofDays(TrafficCurve[] curves, double[] levels) {
    double sum = Arrays.stream(levels).sum();
    double[] week = new double[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      int day = slot / TrafficCurve.SLOTS;
      week[slot] = curves[day].shares()[slot % TrafficCurve.SLOTS] * levels[day] * DAYS / sum;
    }
    return new TrafficWeek(week);
  }

  /** Index of a weekday, from 0 for Monday to 6 for Sunday. */
  public static int index(DayOfWeek day) {
    return day.getValue() - 1;
  }

  /** First slot of a weekday. */
  public static int firstSlot(DayOfWeek day) {
    return index(day) * TrafficCurve.SLOTS;
  }

  /** Traffic of a weekday, in mean days. */
  public double level(DayOfWeek day) {
    double sum = 0;
    for (int slot = firstSlot(day); slot < firstSlot(day) + TrafficCurve.SLOTS; slot++) {
      sum += shares[slot];
    }
    return sum;
  }
}
