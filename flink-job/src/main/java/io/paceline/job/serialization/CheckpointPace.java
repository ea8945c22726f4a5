package io.paceline.job.serialization;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets what writes a checkpoint rest, so that decisions find a processor. A checkpoint has seconds
 * until the next one and needs some hundredths of one; taken at once, by a thread of every task, it
 * leaves no processor to the decisions that come meanwhile. Not thread-safe: one for each thread
 * that writes.
 */
final class CheckpointPace {

  /** Work without a rest. */
  private static final long STRETCH_NANOS = 100_000;

  /** A rest: a twentieth of a processor is left for the work. */
  private static final long REST_NANOS = 19 * STRETCH_NANOS;

  /** Much state must come to an end, too: after so long it is written without rests. */
  private static final long RESTS_END_NANOS = 2_000_000_000L;

  /** Nothing is written for so long between two checkpoints, and never within one. */
  private static final long BETWEEN_NANOS = 500_000_000L;

  private final LongSupplier nanoTime;
  private final LongConsumer rest;
  private long began;
  private long last;
  private long since;

  /**
   * A pace by a clock.
   *
   * @param nanoTime nanoseconds from any origin
   * @param rest waits that many nanoseconds
   */
  CheckpointPace(LongSupplier nanoTime, LongConsumer rest) {
    this.nanoTime = nanoTime;
    this.rest = rest;
  }

  /** To be called after every piece of work, however small. */
  void worked() {
    long now = nanoTime.getAsLong();
    if (now - last > BETWEEN_NANOS) {
      began = now;
    }
    last = now;
    long stretch = now - since;
    if (stretch > REST_NANOS) {
      // The first piece, or the thread was kept from the processor: that was a rest.
      since = now;
    } else if (stretch >= STRETCH_NANOS && now - began < RESTS_END_NANOS) {
      rest.accept(REST_NANOS);
      since = nanoTime.getAsLong();
    }
  }
}
