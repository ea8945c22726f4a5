package io.paceline.job;

import io.paceline.core.clock.WallClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. The copies that Flink makes of it by
 * serialization show the same time.
 */
public final class ManualClock implements WallClock {

  private static final long serialVersionUID = 1L;

  private static final AtomicLong CLOCKS = new AtomicLong();
  private static final Map<Long, AtomicLong> NANOS = new ConcurrentHashMap<>();

  private final long number = CLOCKS.incrementAndGet();

  private ManualClock(long millis) {
    NANOS.put(number, new AtomicLong());
    set(millis);
  }

  /** A clock that shows this wall time, milliseconds. */
  public static ManualClock at(long millis) {
    return new ManualClock(millis);
  }

  /** Sets the clock to a wall time, milliseconds. */
  public void set(long millis) {
    NANOS.get(number).set(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Moves the clock forward. */
  public void advance(long nanos) {
    NANOS.get(number).addAndGet(nanos);
  }

  @Override
  public long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos());
  }

  @Override
  public long nanos() {
    return NANOS.get(number).get();
  }
}
