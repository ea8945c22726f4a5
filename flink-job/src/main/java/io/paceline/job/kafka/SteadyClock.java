package io.paceline.job.kafka;

import io.paceline.core.clock.WallClock;

/**
 * The wall time of another clock, without that clock's steps into the future. It is never later
 * than the time at which this clock was made plus the nanoseconds that the machine has counted
 * since. Where the other clock steps into the past, this one does, too. So a mark never lies after
 * the moment at which it was taken.
 */
final class SteadyClock implements WallClock {

  private static final long serialVersionUID = 1L;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final WallClock wall;
  private final long startedAtMillis;
  private final long startedAtNanos;

  SteadyClock(WallClock wall) {
    this.wall = wall;
    this.startedAtMillis = wall.millis();
    this.startedAtNanos = wall.nanos();
  }

  @Override
  public long millis() {
    return Math.min(
        wall.millis(), startedAtMillis + (wall.nanos() - startedAtNanos) / NANOS_PER_MILLI);
  }

  @Override
  public long nanos() {
    return wall.nanos();
  }
}
