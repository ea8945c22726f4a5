package io.paceline.simulator.rehearsal;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What will happen, in order of wall time. What is set to the same time happens in the order in
 * which it was set.
 */
final class Timetable {

  private record Entry(long atMillis, long number, Runnable what) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.comparingLong(Entry::atMillis).thenComparingLong(Entry::number));
  private long number;
  private long now;

  /** Begins at a wall time, milliseconds. */
  Timetable(long startMillis) {
    now = startMillis;
  }

  /** Wall time, milliseconds. */
  long now() {
    return now;
  }

  /** Sets something to a wall time; what is set to the past happens next. */
  void at(long millis, Runnable what) {
    entries.add(new Entry(Math.max(now, millis), number++, what));
  }

  /** Lets everything happen that is set to this wall time or earlier, and makes it now. */
  void runUntil(long millis) {
    for (Entry next = entries.peek();
        next != null && next.atMillis() <= millis;
        next = entries.peek()) {
      entries.remove();
      now = next.atMillis();
      next.what().run();
    }
    now = millis;
  }
}
