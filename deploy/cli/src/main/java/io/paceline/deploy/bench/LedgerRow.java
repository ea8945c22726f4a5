package io.paceline.deploy.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;

/**
 * What the spend controller and its checkpoints cost beside the billed bids that one budget
 * remembers. CPU times are those of the thread that prices bids, in calls of the operator's own
 * functions; RocksDB's threads that flush and merge files run beside it. The times include some 0.3
 * µs for the measuring.
 *
 * @param backend Flink's name of the state backend, {@code hashmap} or {@code rocksdb}; the latter
 *     with incremental checkpoints
 * @param remembered billed bids that the budget remembers at first
 * @param rate billing notices a second while it was measured, and as many bids
 * @param cpu CPU time of calls
 * @param checkpoints what checkpoints cost
 */
public record LedgerRow(
    String backend,
    int remembered,
    double rate,
    @JsonUnwrapped Cpu cpu,
    @JsonUnwrapped Checkpoints checkpoints)
    implements BenchRow {

  /**
   * CPU time of calls in microseconds: the mean of each kind, and the longest of all.
   *
   * @param tickMicros a tick, which removes forgotten bids, too
   */
  public record Cpu(
      double bidMicros,
      double noticeMicros,
      double reportMicros,
      double tickMicros,
      double longestMicros) {}

  /**
   * What checkpoints cost.
   *
   * @param firstMegabytes bytes of the first checkpoint, which writes all, in units of 2^20
   * @param firstMillis wall time of the first one
   * @param laterKilobytes what each later one wrote on average, in units of 2^10 bytes
   * @param laterMillis median wall time of a later one
   * @param kilobytesPerSecond what checkpoints wrote in a second of wall time
   * @param stateMegabytes what a restore from the last one would read, in units of 2^20 bytes
   */
  public record Checkpoints(
      double firstMegabytes,
      double firstMillis,
      double laterKilobytes,
      double laterMillis,
      double kilobytesPerSecond,
      double stateMegabytes) {}

  @Override
  public String benchmark() {
    return "ledger";
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "ledger      %-7s %,11d bids   bid %.1f, notice %.1f, report %.1f, tick %.1f,"
            + " longest %,.0f µs   first checkpoint %.1f MB in %,.0f ms, later ones %,.0f KB in %.0f ms, %,.0f KB/s,"
            + " state %.1f MB",
        backend,
        remembered,
        cpu.bidMicros(),
        cpu.noticeMicros(),
        cpu.reportMicros(),
        cpu.tickMicros(),
        cpu.longestMicros(),
        checkpoints.firstMegabytes(),
        checkpoints.firstMillis(),
        checkpoints.laterKilobytes(),
        checkpoints.laterMillis(),
        checkpoints.kilobytesPerSecond(),
        checkpoints.stateMegabytes());
  }
}
