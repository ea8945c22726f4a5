package io.paceline.deploy.bench;

import io.paceline.deploy.cli.UserFacingException;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests of an open loop. All arrays are in the order in which the requests
 * were due.
 *
 * @param dueNanos instant at which each request was due, nanoseconds from the loop's start
 * @param latencyNanos time from a request's due instant until a consumer had read its answer; -1
 *     where no answer came
 * @param kinds the kind of each answer, as a number that the loop's caller defines
 */
record Replies(long[] dueNanos, long[] latencyNanos, int[] kinds) {

  private static final long MAX_MICROS = 60_000_000L;
  private static final int DIGITS = 3;

  /**
   * Latency percentiles of the answered ones among the requests {@code [from, to)}.
   *
   * @throws UserFacingException where none of them was answered: percentiles of nothing would look
   *     like the best result
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

  /**
   * Number of the first request, counted from 0, that is due at {@code seconds} from the loop's
   * start or later; the number of all requests where none is.
   */
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
