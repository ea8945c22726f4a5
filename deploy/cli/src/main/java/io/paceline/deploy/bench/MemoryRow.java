package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * What the process of the job keeps while it decides. Taken after a full collection, once when
 * 100,000 decisions are done and once {@code decisions} later. Each request offers one impression.
 * An auction's window is two seconds instead of 60 and the billing window three instead of an hour:
 * no notices come back.
 *
 * @param benchmark always {@code memory}
 * @param decisions between the two looks
 * @param heapStartMegabytes Java heap in use at the first look, 2^20 bytes
 * @param heapEndMegabytes at the second
 * @param offHeapStartMegabytes resident memory of the process less the heap's resident part:
 *     TensorFlow, buffers, code, stacks; 0 where the system does not tell
 * @param offHeapEndMegabytes at the second look
 */
public record MemoryRow(
    String benchmark,
    long decisions,
    double heapStartMegabytes,
    double heapEndMegabytes,
    double offHeapStartMegabytes,
    double offHeapEndMegabytes)
    implements BenchRow {

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
