package io.paceline.deploy.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Percentiles of latencies, milliseconds.
 *
 * @param p50Millis half lie below
 * @param p95Millis 95 % lie below
 * @param p99Millis 99 % lie below
 */
record Percentiles(double p50Millis, double p95Millis, double p99Millis) {

  private static final double MICROS_PER_MILLI = 1_000.0;

  /** Percentiles of a histogram of microseconds, which must not be empty. */
  static Percentiles of(Histogram micros) {
    return new Percentiles(
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(95) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI);
  }

  /** Each percentile's own median over the rounds. */
  static Percentiles median(List<Percentiles> rounds) {
    return new Percentiles(
        Medians.of(rounds.stream().mapToDouble(Percentiles::p50Millis).toArray()),
        Medians.of(rounds.stream().mapToDouble(Percentiles::p95Millis).toArray()),
        Medians.of(rounds.stream().mapToDouble(Percentiles::p99Millis).toArray()));
  }
}
