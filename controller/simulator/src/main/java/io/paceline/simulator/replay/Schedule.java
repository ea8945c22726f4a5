package io.paceline.simulator.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When a log's auctions happen and what the plan of their budget is.
 *
 * <p>Where a log has no hours or they are not used, 50 auctions make a minute, the plan is even,
 * and a tick comes every {@code tickAuctions} auctions. With hours, row r of an hour with n rows
 * comes r/n of an hour after the hour's start, and a tick comes every {@code tickMillis}
 * milliseconds.
 *
 * @param atMillis when each auction happens, since the start of its budget
 * @param lengthMillis length of a budget's period
 * @param hourEnds plan's share at each hour's end; null where the plan is even over the period
 * @param tickMillis time between ticks, 0 where ticks go by the number of auctions
 * @param tickAuctions auctions between ticks, 0 where ticks go by time
 * @param catchUpMillis time within which a deviation from the plan is to be made good; 0 where it
 *     has time until the period's end
 */
record Schedule(
    long[] atMillis,
    long lengthMillis,
    double @Nullable [] hourEnds,
    long tickMillis,
    int tickAuctions,
    long catchUpMillis) {

  private static final long AUCTION_MILLIS = 1_200;

  static final long HOUR_MILLIS = 3_600_000;

  /** Milliseconds between ticks of a schedule with hours. */
  static final long TICK_MILLIS = 2_000;

  /**
   * Catch-up time of an intraday plan for one win a minute, before it is limited; see {@link
   * #hourly}.
   */
  static final double CATCH_UP_MILLIS = 20_000;

  private static final double SHORTEST_MILLIS = 60_000;
  private static final double LONGEST_MILLIS = 300_000;

  /**
   * A schedule without hours: a budget for each {@code episode} auctions, 50 auctions a minute.
   *
   * @param catchUpShare share of the period within which a deviation is to be made good; 0 where it
   *     has time until the period's end
   */
  static Schedule counted(int auctions, int episode, int tickAuctions, double catchUpShare) {
    long[] at = new long[auctions];
    for (int i = 0; i < auctions; i++) {
      at[i] = i % episode * AUCTION_MILLIS;
    }
    long length = episode * AUCTION_MILLIS;
    return new Schedule(at, length, null, 0, tickAuctions, (long) (catchUpShare * length));
  }

  /**
   * A schedule of an hourly log that is sorted by hour, with one budget. A deviation is to be made
   * good within 20 seconds times the square root of the expected wins a minute, but within at least
   * one and at most five minutes. The more wins there are, the sooner their chance deviations
   * average out. A longer time then gives the same evenness, and it makes the multiplier calmer.
   * Hours without rows are left out, so the period is shorter by them.
   *
   * @param traffic true for a plan in proportion to each hour's rows, false for an even one
   * @param expectedWins impressions that the budget is expected to buy, by training data
   */
  static Schedule hourly(AuctionLog log, boolean traffic, double expectedWins) {
    int[] hour = log.hour();
    if (hour == null) {
      throw new IllegalArgumentException(log.name() + " has no hours");
    }
    int[] rows = rowsByHour(hour);
    long[] at = new long[log.size()];
    double[] ends = new double[rows.length];
    int i = 0;
    for (int h = 0; h < rows.length; h++) {
      for (int r = 0; r < rows[h]; r++) {
        at[i++] = h * HOUR_MILLIS + HOUR_MILLIS * r / rows[h];
      }
      ends[h] = traffic ? (double) i / log.size() : (h + 1.0) / rows.length;
    }
    double winsAMinute = expectedWins / (60.0 * rows.length);
    double catchUp =
        Math.max(
            SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, CATCH_UP_MILLIS * Math.sqrt(winsAMinute)));
    return new Schedule(at, rows.length * HOUR_MILLIS, ends, TICK_MILLIS, 0, (long) catchUp);
  }

  /** Number of rows of each hour that has any, in the order of the hours. */
  private static int[] rowsByHour(int[] hour) {
    int[] rows = new int[hour.length];
    int hours = 0;
    for (int i = 0; i < hour.length; i++) {
      if (i > 0 && hour[i] < hour[i - 1]) {
        throw new IllegalArgumentException("an hourly log must be sorted by hour");
      }
      if (i == 0 || hour[i] != hour[i - 1]) {
        hours++;
      }
      rows[hours - 1]++;
    }
    return Arrays.copyOf(rows, hours);
  }

  /** Share of the budget that the plan wants spent this long after the period's start, 0 to 1. */
  double targetSpendShare(long millis) {
    if (millis >= lengthMillis) {
      return 1;
    }
    if (hourEnds == null) {
      return (double) millis / lengthMillis;
    }
    int h = (int) (millis / HOUR_MILLIS);
    double begin = h == 0 ? 0 : hourEnds[h - 1];
    double within = (double) (millis % HOUR_MILLIS) / HOUR_MILLIS;
    return begin + within * (hourEnds[h] - begin);
  }
}
