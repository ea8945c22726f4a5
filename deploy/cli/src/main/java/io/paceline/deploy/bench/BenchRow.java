package io.paceline.deploy.bench;

/**
 * One measured line; written as one JSON object whose fields are the record's components. All
 * figures are rounded to three decimals.
 */
public sealed interface BenchRow
    permits ScoringRow, ThroughputRow, LatencyRow, SwapRow, BurstRow, MemoryRow {

  /** Which benchmark it is a row of. */
  String benchmark();

  /** What a person reads. */
  String text();
}
