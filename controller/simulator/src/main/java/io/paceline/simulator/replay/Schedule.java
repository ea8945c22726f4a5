package io.paceline.simulator.replay;

import java.util.Arrays;

/**
 * When a log's auctions happen and what the plan of their budget is.
 *
 * <p>Where a log has no clock, 50 auctions make a minute, the plan is even, and a tick comes every
 * so many auctions. With hours, row r of n of an hour comes r/n of an hour after its start, and a
 * tick comes every so many seconds.
 *
 * @param atMillis when each auction happens, since the start of its budget
 * @param lengthMillis of a budget's period
 * @param hourEnds plan's share at each hour's end; null where the plan is even over the period
 * @param tickMillis between ticks, 0 where auctions are counted
 * @param tickAuctions auctions between ticks, 0 where time is counted
 * @param catchUpMillis within which time the plan wants a deviation made good; 0: by the end
 */
record Schedule(
    long[] atMillis,
    long lengthMillis,
    double[] hourEnds,
    long tickMillis,
    int tickAuctions,
    long catchUpMillis) {

  private static final long AUCTION_MILLIS = 1_200;

  static final long HOUR_MILLIS = 3_600_000;

  /** Seconds of a tick where a log has hours. */
  static final long TICK_MILLIS = 2_000;

  /**
   * How soon spend is to be back on an intraday plan, for one win a minute; see {@link #hourly}.
   */
  static final double CATCH_UP_MILLIS = 20_000;

  private static final double SHORTEST_MILLIS = 60_000;
  private static final double LONGEST_MILLIS = 300_000;

  /**
   * A budget for each {@code episode} auctions, 50 of them a minute.
   *
   * @param catchUpShare within which share of the period a deviation is to be made good; 0: by the
   *     end
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
   * One budget for an hourly log that is sorted by hour. Deviations are to be made good within 20
   * seconds times the root of the wins a minute that training lets expect, one to five minutes:
   * more wins average out sooner, so that the multiplier may be calmer for the same evenness.
   *
   * @param traffic true for a plan in proportion to each hour's rows, false for an even one
   * @param expectedWins impressions that the budget buys by training
   */
  static Schedule hourly(AuctionLog log, boolean traffic, double expectedWins) {
    int[] rows = rowsByHour(log.hour());
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

  /** Rows of each hour that has any, in the order of the hours. */
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

  /** Share of the budget that the plan wants spent, 0 to 1. */
  double planShare(long millis) {
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
