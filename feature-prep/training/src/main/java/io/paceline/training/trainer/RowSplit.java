package io.paceline.training.trainer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Splits a log into rows that train, rows that decide when to stop and serve for calibration, and
 * rows that judge the model.
 *
 * <p>If the log spans five days or more, the last fifth of its rows is held out, because a model is
 * used on days after those it was trained on. Every second one of these rows judges; the others
 * decide when to stop.
 *
 * <p>The last fifth of a shorter log would hold hours of the day that training never saw, and a
 * model of the morning knows nothing of the evening. In a shorter log two of every ten rows are
 * therefore held out: one decides when to stop, and the next one judges. Where these two parts
 * would exceed {@value #ENOUGH} rows each, rows are taken at larger distances, since further rows
 * are better used to train.
 *
 * @param training numbers of the rows that train, ascending
 * @param stopping numbers of the rows that decide when to stop, ascending
 * @param judging numbers of the rows that judge, ascending; nothing else uses them
 */
record RowSplit(int[] training, int[] stopping, int[] judging) {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int FIFTH = 5;
  private static final int SHORTEST_TURN = 10;
  private static final int ENOUGH = 50_000;

  /**
   * Splits a log.
   *
   * @param rows of the log, in order of time
   * @param spanMillis campaign time from the first row to the last
   */
  static RowSplit of(int rows, long spanMillis) {
    if (spanMillis >= FIFTH * DAY_MILLIS) {
      int first = rows - rows / FIFTH;
      return new RowSplit(
          IntStream.range(0, first).toArray(),
          IntStream.range(first, rows).filter(row -> (row - first) % 2 == 0).toArray(),
          IntStream.range(first, rows).filter(row -> (row - first) % 2 == 1).toArray());
    }
    int turn = Math.max(SHORTEST_TURN, rows / ENOUGH);
    return new RowSplit(
        IntStream.range(0, rows).filter(row -> row % turn < turn - 2).toArray(),
        IntStream.range(0, rows).filter(row -> row % turn == turn - 2).toArray(),
        IntStream.range(0, rows).filter(row -> row % turn == turn - 1).toArray());
  }

  /** Numbers of all rows but the judging ones, training rows first. */
  int[] fitted() {
    return IntStream.concat(Arrays.stream(training), Arrays.stream(stopping)).toArray();
  }
}
