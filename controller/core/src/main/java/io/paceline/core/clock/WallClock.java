package io.paceline.core.clock;

import java.io.Serializable;

/**
 * Reads the time of the machine. Code that measures a duration, or that decides by a wall time
 * which is not the processing time of its operator, is given such a clock, so that tests choose the
 * time. A clock is serializable, because operators carry it to the task managers.
 */
public interface WallClock extends Serializable {

  /** The machine's own clock; core, simulator, model and job read it only through this constant. */
  WallClock SYSTEM = SystemClock.INSTANCE;

  /** Wall time, milliseconds since 1970. */
  long millis();

  /** Nanoseconds since an arbitrary origin, for measuring durations; they never run back. */
  long nanos();
}
