package io.paceline.deploy.bench;

import io.paceline.deploy.cli.UserFacingException;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests of an open loop, in the order in which they were due.
 *
 * @param dueNanos when each was to be sent, from the loop's start
 * @param latencyNanos from when it was due until a consumer had its answer in hand; -1 where none
 *     came
 * @param kinds what the loop's caller made of each answer
 */
record Replies(long[] dueNanos, long[] latencyNanos, int[] kinds) {

  private static final long MAX_MICROS = 60_000_000L;
  private static final int DIGITS = 3;

  /**
   * Percentiles of the answered requests {@code [from, to)}.
   *
   * @throws UserFacingException where none was: percentiles of nothing would look like the best
   */
  Percentiles percentiles(int from, int to) {
    Histogram micros = new Histogram(MAX_MICROS, DIGITS);
    for (int i = from; i < to; i++) {
      if (latencyNanos[i] >= 0) {
        micros.recordValue(Math.min(MAX_MICROS, latencyNanos[i] / 1_000));
      }
    }
    if (micros.getTotalCount() == 0) {
      throw new UserFacingException("none of the requests " + from + " to " + to + " was answered");
    }
    return Percentiles.of(micros);
  }

  /** The first request that is due at {@code seconds} or later. */
  int at(double seconds) {
    int i = 0;
    while (i < dueNanos.length && dueNanos[i] < seconds * 1e9) {
      i++;
    }
    return i;
  }

  int unanswered() {
    int count = 0;
    for (long nanos : latencyNanos) {
      count += nanos < 0 ? 1 : 0;
    }
    return count;
  }

  /** The first request from {@code from} on with that kind of answer, or -1 where none has it. */
  int first(int kind, int from) {
    for (int i = from; i < kinds.length; i++) {
      if (latencyNanos[i] >= 0 && kinds[i] == kind) {
        return i;
      }
    }
    return -1;
  }

  /** How many requests of {@code [from, to)} have that kind of answer. */
  int count(int kind, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += latencyNanos[i] >= 0 && kinds[i] == kind ? 1 : 0;
    }
    return count;
  }
}
