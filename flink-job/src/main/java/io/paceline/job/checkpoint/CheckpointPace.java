package io.paceline.job.checkpoint;

import io.paceline.core.clock.WallClock;
import java.io.Serializable;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a thread that writes a checkpoint rest now and then, so that decisions find a processor. To
 * write a checkpoint takes some hundredths of a second, and the next one comes only seconds later.
 * If a thread of every task wrote without rests, no processor would be left for the decisions that
 * come meanwhile. Not thread-safe: each stream that is written has a pace of its own.
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
   * How many bytes are written between two looks at the clock. Serializing them takes some
   * hundredths of a millisecond, well below a stretch.
   */
  private static final int LOOK_BYTES = 2_048;

  /** Tells the time and makes threads rest. */
  interface Time extends Serializable {

    /** Nanoseconds from any origin. */
    long nanos();

    /** Makes the current thread rest for about this many nanoseconds. */
    void rest(long nanos);
  }

  /** The machine's own time. An interrupted thread does not rest. */
  enum MachineTime implements Time {
    INSTANCE;

    @Override
    public long nanos() {
      return WallClock.SYSTEM.nanos();
    }

    @Override
    public void rest(long nanos) {
      LockSupport.parkNanos(nanos);
    }
  }

  private final Time time;
  private final long beganNanos;
  private long sinceNanos;
  private int unseenBytes;

  /**
   * Makes the pace of a stream that is written from now on.
   *
   * @param beganNanos when the stream's checkpoint began, nanoseconds as {@code time} tells them
   */
  CheckpointPace(Time time, long beganNanos) {
    this.time = time;
    this.beganNanos = beganNanos;
    this.sinceNanos = time.nanos();
  }

  /** To be called after bytes were written, however few. */
  void wrote(int bytes) {
    unseenBytes += bytes;
    if (unseenBytes < LOOK_BYTES) {
      return;
    }
    unseenBytes = 0;
    long now = time.nanos();
    long stretch = now - sinceNanos;
    if (stretch > REST_NANOS) {
      // The thread had to wait for the processor, which counts as a rest.
      sinceNanos = now;
    } else if (stretch >= STRETCH_NANOS && now - beganNanos < RESTS_END_NANOS) {
      time.rest(REST_NANOS);
      sinceNanos = time.nanos();
    }
  }
}
