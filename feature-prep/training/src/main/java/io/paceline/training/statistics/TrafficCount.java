package io.paceline.training.statistics;

import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts requests by quarter hour (UTC of campaign time) and makes of them what plans expect: the
 * curve of all days, and where several weekdays were counted each one's own curve and level.
 *
 * <p>A weekday is drawn towards all days as far as little is known of it, its quarter hours and its
 * level apart (shrinkage of gamma-distributed rates of Poisson counts):
 *
 * <pre>
 *   q = (n + P · a) / (L · m · a · d + P · a)     quarter hour against all days
 *   l = (N + m) / (E + m)                         level of the weekday, in mean days
 *
 *   n, N  requests of the quarter hour, of the weekday     m  mean requests of a day
 *   a     all days' share of the quarter hour              d  dates that held the quarter hour
 *   E     what all days let expect of the dates, Σ m·a·d   L  N / E
 *   P     {@value #WEEKDAY_PRIOR} requests a day; for the level one mean day
 * </pre>
 *
 * <p>The first and the last date hold only what lies between the first and the last request; a date
 * with less than a twentieth of the largest date's requests is only counted among all days.
 */
public final class TrafficCount {

  private static final long SLOT_MILLIS = 900_000L;

  /** Weights of a quarter hour and its two neighbours on either side. */
  private static final double[] KERNEL = {1.0 / 9, 2.0 / 9, 3.0 / 9, 2.0 / 9, 1.0 / 9};

  /** Requests that a weekday's curve takes from the curve of all days. */
  private static final double WEEKDAY_PRIOR = 10_000.0;

  /** A date with fewer requests, against the largest one's, tells nothing of its weekday. */
  private static final double HARDLY_HELD = 0.05;

  /** Requests by quarter hour since 1970. */
  private final Map<Long, Long> counts = new HashMap<>();

  /** One request at an instant of campaign time. */
  public void add(long campaignMillis) {
    addQuarter(quarter(campaignMillis), 1);
  }

  /**
   * Requests of one quarter hour.
   *
   * @param quarter as of {@link #quarter}
   */
  public void addQuarter(long quarter, long requests) {
    counts.merge(quarter, requests, Long::sum);
  }

  /** Quarter hour of an instant of campaign time, counted from 1970. */
  public static long quarter(long campaignMillis) {
    return Math.floorDiv(campaignMillis, SLOT_MILLIS);
  }

  /** Adds all that the other one counted. */
  public void merge(TrafficCount other) {
    other.counts.forEach(this::addQuarter);
  }

  /** Requests counted on a weekday. */
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
   * The day's curve, all weekdays together: counts smoothed round the clock by a triangle over five
   * quarter hours, after one request was added to each, so that no quarter hour is thought to be
   * without any traffic.
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

  /** A weekday's own curve; one that was not counted has that of all days. */
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

  /** Traffic of a weekday in mean days; 1 where it was not counted. */
  public double level(DayOfWeek day) {
    return level(day, new HeldDates(counts));
  }

  private double level(DayOfWeek day, HeldDates held) {
    double[] all = curve().shares();
    double mean = held.meanRequests(all);
    double expected = held.expected(day, all, mean);
    return mean > 0 ? (held.rawLevel(day, all, mean) * expected + mean) / (expected + mean) : 1;
  }

  /** The expected week, null where fewer than two weekdays were counted. */
  public TrafficWeek week() {
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

  /** The dates that tell of their weekday: what they counted, and how often each quarter hour. */
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

    /** Requests of a mean day, by the part of a day that the dates held. */
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
