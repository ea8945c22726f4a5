package io.paceline.deploy.bench;

import io.paceline.core.ledger.Counters;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CPU times of the spend controller's calls. The task that measures them runs in the JVM of the
 * benchmark, so both share one instance; Flink makes the task's function anew from its serialized
 * form.
 */
final class LedgerCosts {

  /** What the spend controller is called for. */
  enum Kind {
    BID,
    NOTICE,
    REPORT,
    TICK
  }

  private record Sum(long calls, long nanos) {}

  private static final LedgerCosts SHARED = new LedgerCosts();

  private final Map<Kind, Sum> sums = new EnumMap<>(Kind.class);
  private long longestNanos;
  private boolean counting;
  private boolean filled;
  private long billings;
  private long expected;
  private @Nullable Counters counters;

  private LedgerCosts() {}

  static LedgerCosts shared() {
    return SHARED;
  }

  /** Forgets what was measured; nothing counts until {@link #count}. */
  synchronized void reset() {
    sums.clear();
    longestNanos = 0;
    counting = false;
    filled = false;
    billings = 0;
    counters = null;
  }

  synchronized void count() {
    counting = true;
  }

  /** Counts a billing that was not told of before. */
  synchronized void billed() {
    billings++;
  }

  synchronized void filled() {
    filled = true;
  }

  synchronized boolean isFilled() {
    return filled;
  }

  synchronized void add(Kind kind, long nanos) {
    if (counting) {
      sums.merge(
          kind, new Sum(1, nanos), (a, b) -> new Sum(a.calls() + b.calls(), a.nanos() + b.nanos()));
      longestNanos = Math.max(longestNanos, nanos);
    }
  }

  /** Notes what the ledger has counted. */
  synchronized void saw(Counters counted) {
    counters = counted;
    expected = billings;
  }

  /**
   * Whether the ledger, at the last tick, had booked each billing once that was told of until then,
   * and had met notices that came again.
   *
   * @param remembered how many billings it had booked before
   */
  synchronized boolean areBookedOnce(int remembered) {
    return counters != null
        && counters.duplicates() > 0
        && counters.billings() == remembered + expected;
  }

  /** The figures of a row. */
  synchronized LedgerRow.Cpu cpu() {
    return new LedgerRow.Cpu(
        mean(Kind.BID),
        mean(Kind.NOTICE),
        mean(Kind.REPORT),
        mean(Kind.TICK),
        Medians.rounded(longestNanos / 1_000.0));
  }

  private double mean(Kind kind) {
    Sum sum = sums.getOrDefault(kind, new Sum(1, 0));
    return Medians.rounded(sum.nanos() / 1_000.0 / sum.calls());
  }
}
