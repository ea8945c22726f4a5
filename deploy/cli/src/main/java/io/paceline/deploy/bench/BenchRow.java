package io.paceline.deploy.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One row of measured figures. It is written as one JSON object whose fields are the benchmark's
 * name and the record's components; where a component is itself a record, its components are fields
 * of the row. All figures are rounded to three decimals.
 */
@JsonPropertyOrder("benchmark")
public sealed interface BenchRow
    permits ScoringRow, ThroughputRow, LatencyRow, SwapRow, BurstRow, MemoryRow, LedgerRow {

  /** The benchmark that measured this row. */
  @JsonProperty
  String benchmark();

  /** This row as a line of text for people. */
  String text();
}
