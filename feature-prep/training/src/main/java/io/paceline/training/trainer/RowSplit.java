package io.paceline.training.trainer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which rows of a log train, which decide when to stop and calibrate, and which judge.
 *
 * <p>Where the later fifth of the log is a whole day or more, it is held out: a model is used on
 * days after those it was trained on. A shorter log would then be judged by hours that training
 * never saw, and a model of the morning knows nothing of the evening; of such a log every tenth row
 * stops and the row after it judges, or of a long one every twentieth and so on: beyond {@value
 * #ENOUGH} rows each is better used to train.
 *
 * @param training row numbers, ascending
 * @param stopping likewise
 * @param judging likewise; nothing else sees them
 */
record RowSplit(int[] training, int[] stopping, int[] judging) {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int FIFTH = 5;
  private static final int SHORTEST_TURN = 10;
  private static final int ENOUGH = 50_000;

  /**
   * Splits.
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

  /** All rows but the judging ones, training first. */
  int[] fitted() {
    return IntStream.concat(Arrays.stream(training), Arrays.stream(stopping)).toArray();
  }
}
