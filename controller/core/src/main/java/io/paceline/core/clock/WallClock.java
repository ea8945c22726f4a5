package io.paceline.core.clock;

import java.io.Serializable;

/**
 * Reads the time of the machine. Whoever decides by wall time outside an operator's own processing
 * time, or measures a duration, gets such a clock handed in, so that tests choose the time.
 * Serializable, because operators carry it to the task managers.
 */
public interface WallClock extends Serializable {

  /** The machine's own clock; nothing else in core, simulator, model and job reads it. */
  WallClock SYSTEM = SystemClock.INSTANCE;

  /** Wall time, milliseconds since 1970. */
  long millis();

  /** Time of an arbitrary origin for measuring durations, nanoseconds; it never runs back. */
  long nanos();
}
