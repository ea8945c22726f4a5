package io.paceline.core.clock;

/** The machine's clock. It is an enum, so that deserializing it gives the same object. */
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
