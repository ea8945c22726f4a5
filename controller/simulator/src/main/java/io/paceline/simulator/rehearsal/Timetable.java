package io.paceline.simulator.rehearsal;

import java.util.PriorityQueue;

/**
 * The events that will happen, in order of wall time. Events of the same time happen in the order
 * in which they were entered.
 */
final class Timetable {

  private record Entry(long atMillis, long number, Runnable what) implements Comparable<Entry> {

    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long number;
  private long now;

  /** A timetable that begins at a wall time, milliseconds. */
  Timetable(long startMillis) {
    now = startMillis;
  }

  /** The present wall time, milliseconds. */
  long now() {
    return now;
  }

  /** Enters an event at a wall time; an event whose time has passed already happens next. */
  void at(long millis, Runnable what) {
    entries.add(new Entry(Math.max(now, millis), number++, what));
  }

  /** Lets all events up to and including this wall time happen; then this is the present time. */
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
