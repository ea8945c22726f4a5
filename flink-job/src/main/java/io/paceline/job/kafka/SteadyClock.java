package io.paceline.job.kafka;

import io.paceline.core.clock.WallClock;

/**
 * The wall time of another clock, which a step of that clock into the future does not move: it goes
 * on from where it was first asked by the machine's own count of nanoseconds. A step into the past
 * counts. So a mark never lies after the moment at which it was taken.
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
