package io.paceline.job.serialization;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Makes a thread that writes a checkpoint rest now and then, so that decisions find a processor. A
 * checkpoint has seconds until the next one and needs some hundredths of a second. If a thread of
 * every task wrote it without rests, no processor would be left for the decisions that come
 * meanwhile. Not thread-safe: each thread that writes has a pace of its own.
 */
final class CheckpointPace {

  /** How long a thread works before it rests. */
  private static final long STRETCH_NANOS = 100_000;

  /** How long a rest takes; with it, a thread's writing takes a twentieth of a processor. */
  private static final long REST_NANOS = 19 * STRETCH_NANOS;

  /**
   * A checkpoint that takes longer than this goes on without rests, so that one with much state
   * ends, too.
   */
  private static final long RESTS_END_NANOS = 2_000_000_000L;

  /**
   * A pause longer than this means that a new checkpoint has begun: within a checkpoint, writing
   * never pauses for so long.
   */
  private static final long BETWEEN_NANOS = 500_000_000L;

  private final LongSupplier nanoTime;
  private final LongConsumer rest;
  private long began;
  private long last;
  private long since;

  /**
   * Makes a pace with a clock.
   *
   * @param nanoTime gives nanoseconds from any origin
   * @param rest waits for the given number of nanoseconds
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
      // This is the first piece of work, or the thread had to wait for the processor, which counts
      // as a rest.
      since = now;
    } else if (stretch >= STRETCH_NANOS && now - began < RESTS_END_NANOS) {
      rest.accept(REST_NANOS);
      since = nanoTime.getAsLong();
    }
  }
}
