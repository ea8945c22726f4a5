package io.paceline.deploy.bench;

/**
 * One row of measured figures, written as one JSON object whose fields are the record's components.
 * All figures are rounded to three decimals.
 */
public sealed interface BenchRow
    permits ScoringRow, ThroughputRow, LatencyRow, SwapRow, BurstRow, MemoryRow {

  /** The benchmark that measured this row. */
  String benchmark();

  /** This row as a line of text for people. */
  String text();
}
