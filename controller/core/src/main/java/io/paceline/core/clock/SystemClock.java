package io.paceline.core.clock;

/** The machine's clock. It is an enum, so that a copy that was serialized is the same object. */
enum SystemClock implements WallClock {
  INSTANCE;

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
