package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * Memory that the job's process keeps while it decides. It is measured after a full collection,
 * first when 100,000 decisions are done and again {@code decisions} later. Each request offers one
 * impression. No notices come back, so the auction window is two seconds instead of 60 and the
 * billing window three seconds instead of an hour.
 *
 * @param decisions number of decisions between the two measurements
 * @param heapStartMegabytes Java heap in use at the first measurement, in units of 2^20 bytes
 * @param heapEndMegabytes the same at the second measurement
 * @param offHeapStartMegabytes resident memory of the process less the heap's resident part, at the
 *     first measurement: TensorFlow, buffers, code, stacks; 0 where the operating system does not
 *     report it
 * @param offHeapEndMegabytes the same at the second measurement
 */
public record MemoryRow(
    long decisions,
    double heapStartMegabytes,
    double heapEndMegabytes,
    double offHeapStartMegabytes,
    double offHeapEndMegabytes)
    implements BenchRow {

  @Override
  public String benchmark() {
    return "memory";
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "memory      %,d decisions   heap %.0f to %.0f MB   off heap %.0f to %.0f MB",
        decisions,
        heapStartMegabytes,
        heapEndMegabytes,
        offHeapStartMegabytes,
        offHeapEndMegabytes);
  }
}
