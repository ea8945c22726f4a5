package io.paceline.training.statistics;

import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by quarter hour (UTC of campaign time) and derives the traffic that plans expect:
 * the curve of all days and, where several weekdays were counted, each weekday's own curve and
 * level.
 *
 * <p>The less is known of a weekday, the more it is drawn towards all days, its quarter hours and
 * its level separately (shrinkage of gamma-distributed rates of Poisson counts):
 *
 * <pre>
 *   q = (n + P · a) / (L · m · a · d + P · a)     quarter hour, relative to all days
 *   l = (N + m) / (E + m)                         level of the weekday, in mean days
 *
 *   n, N  the weekday's requests in the quarter hour, in all its quarter hours
 *   m     mean requests of a day
 *   a     share of a day's requests that the quarter hour has over all days
 *   d     how many of the weekday's counted dates include the quarter hour
 *   E     requests that the weekday would have if it were like all days, Σ m·a·d
 *   L     N / E
 *   P     {@value #WEEKDAY_PRIOR} requests; the level's prior is m, one mean day
 * </pre>
 *
 * <p>The first date counts only from the first request on, the last date only until the last
 * request. A date with less than a twentieth of the busiest date's requests counts only towards the
 * curve of all days.
 */
public final class TrafficCount {

  private static final long SLOT_MILLIS = 900_000L;

  /** Weights of a quarter hour and its two neighbours on either side. */
  private static final double[] KERNEL = {1.0 / 9, 2.0 / 9, 3.0 / 9, 2.0 / 9, 1.0 / 9};

  /**
   * Number of requests, spread like the curve of all days, that are added to those of a weekday.
   */
  private static final double WEEKDAY_PRIOR = 10_000.0;

  /**
   * A date that has less than this share of the busiest date's requests tells nothing about its
   * weekday.
   */
  private static final double HARDLY_HELD = 0.05;

  /** Number of requests by {@link #quarter}. */
  private final Map<Long, Long> counts = new HashMap<>();

  /** Counts one request at an instant of campaign time. */
  public void add(long campaignMillis) {
    addQuarter(quarter(campaignMillis), 1);
  }

  /**
   * Counts requests of one quarter hour.
   *
   * @param quarter number of the quarter hour, as {@link #quarter} gives it
   */
  public void addQuarter(long quarter, long requests) {
    counts.merge(quarter, requests, Long::sum);
  }

  /** Returns the number of the quarter hour of an instant of campaign time, counted from 1970. */
  public static long quarter(long campaignMillis) {
    return Math.floorDiv(campaignMillis, SLOT_MILLIS);
  }

  /** Returns the number of requests counted on a weekday. */
  public long requests(DayOfWeek day) {
    long sum = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      if (weekday(date(each.getKey())) == day) {
        sum += each.getValue();
      }
    }
    return sum;
  }

  /**
   * Returns the curve of a day, over all weekdays. One request is added to each quarter hour, so
   * that some traffic is expected in all of them. Then the counts are smoothed round the clock by a
   * triangle over five quarter hours.
   */
  public TrafficCurve curve() {
    int slots = TrafficCurve.SLOTS;
    double[] ofDay = new double[slots];
    double total = slots;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      ofDay[slot(each.getKey())] += each.getValue();
      total += each.getValue();
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

  /** Returns a weekday's own curve; a weekday that was not counted has the curve of all days. */
  public TrafficCurve curve(DayOfWeek day) {
    return curve(day, new HeldDates(counts));
  }

  private TrafficCurve curve(DayOfWeek day, HeldDates held) {
    double[] all = curve().shares();
    double mean = held.meanRequests(all);
    double level = held.rawLevel(day, all, mean);
    double[] weights = new double[TrafficCurve.SLOTS];
    for (int slot = 0; slot < weights.length; slot++) {
      weights[slot] =
          (held.requests(day, slot) + WEEKDAY_PRIOR * all[slot])
              / (level * mean * held.dates(day, slot) + WEEKDAY_PRIOR);
    }
    return TrafficCurve.ofShares(weights);
  }

  /** Returns the traffic of a weekday in mean days; 1 where the weekday was not counted. */
  public double level(DayOfWeek day) {
    return level(day, new HeldDates(counts));
  }

  private double level(DayOfWeek day, HeldDates held) {
    double[] all = curve().shares();
    double mean = held.meanRequests(all);
    double expected = held.expected(day, all, mean);
    return mean > 0 ? (held.rawLevel(day, all, mean) * expected + mean) / (expected + mean) : 1;
  }

  /** Returns the expected week, or null where fewer than two weekdays were counted. */
  public @Nullable TrafficWeek week() {
    HeldDates held = new HeldDates(counts);
    if (held.weekdays() < 2) {
      return null;
    }
    TrafficCurve[] curves = new TrafficCurve[TrafficWeek.DAYS];
    double[] levels = new double[TrafficWeek.DAYS];
    for (DayOfWeek day : DayOfWeek.values()) {
      curves[TrafficWeek.index(day)] = curve(day, held);
      levels[TrafficWeek.index(day)] = level(day, held);
    }
    return TrafficWeek.ofDays(curves, levels);
  }

  private static long date(long quarter) {
    return Math.floorDiv(quarter, (long) TrafficCurve.SLOTS);
  }

  private static int slot(long quarter) {
    return (int) Math.floorMod(quarter, (long) TrafficCurve.SLOTS);
  }

  private static DayOfWeek weekday(long date) {
    // 1 January 1970 was a Thursday.
    return DayOfWeek.THURSDAY.plus(date);
  }

  /**
   * The dates that tell something about their weekday: for each weekday and quarter hour, the
   * requests that were counted and the number of dates that include the quarter hour.
   */
  private static final class HeldDates {
    private final double[][] requests = new double[TrafficWeek.DAYS][TrafficCurve.SLOTS];
    private final double[][] dates = new double[TrafficWeek.DAYS][TrafficCurve.SLOTS];

    HeldDates(Map<Long, Long> counts) {
      Map<Long, Long> byDate = new HashMap<>();
      counts.forEach((quarter, n) -> byDate.merge(date(quarter), n, Long::sum));
      long largest = byDate.values().stream().mapToLong(Long::longValue).max().orElse(0);
      byDate.values().removeIf(n -> n < HARDLY_HELD * largest);
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (Map.Entry<Long, Long> each : counts.entrySet()) {
        long quarter = each.getKey();
        if (byDate.containsKey(date(quarter))) {
          first = Math.min(first, quarter);
          last = Math.max(last, quarter);
          requests[TrafficWeek.index(weekday(date(quarter)))][slot(quarter)] += each.getValue();
        }
      }
      for (long date : byDate.keySet()) {
        for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
          long quarter = date * TrafficCurve.SLOTS + slot;
          dates[TrafficWeek.index(weekday(date))][slot] +=
              quarter >= first && quarter <= last ? 1 : 0;
        }
      }
    }

    double requests(DayOfWeek day, int slot) {
      return requests[TrafficWeek.index(day)][slot];
    }

    double dates(DayOfWeek day, int slot) {
      return dates[TrafficWeek.index(day)][slot];
    }

    /**
     * Returns the requests of a mean day: all requests divided by the number of mean days that the
     * dates include. A date that the log covers in part is a part of a mean day.
     *
     * @param all shares of the curve of all days
     */
    double meanRequests(double[] all) {
      double counted = 0;
      double held = 0;
      for (DayOfWeek day : DayOfWeek.values()) {
        counted += counted(day);
        held += expected(day, all, 1);
      }
      return held > 0 ? counted / held : 0;
    }

    double expected(DayOfWeek day, double[] all, double mean) {
      double sum = 0;
      for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
        sum += mean * all[slot] * dates(day, slot);
      }
      return sum;
    }

    double rawLevel(DayOfWeek day, double[] all, double mean) {
      double expected = expected(day, all, mean);
      return expected > 0 ? counted(day) / expected : 1;
    }

    int weekdays() {
      int counted = 0;
      for (DayOfWeek day : DayOfWeek.values()) {
        counted += counted(day) > 0 ? 1 : 0;
      }
      return counted;
    }

    private double counted(DayOfWeek day) {
      double sum = 0;
      for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
        sum += requests(day, slot);
      }
      return sum;
    }
  }
}
