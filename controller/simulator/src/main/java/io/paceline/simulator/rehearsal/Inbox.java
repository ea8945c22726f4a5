package io.paceline.simulator.rehearsal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The topics of notices and reports with the job's place in them. What comes while the job does not
 * read waits; afterwards the job catches up ten times as fast as it came, and what comes meanwhile
 * waits behind it. A restored job reads again what came after the barrier of its checkpoint.
 */
final class Inbox {

  /** How much faster than it came the job reads what has waited. */
  private static final int CATCH_UP = 10;

  private record Message(long arrivedMillis, Runnable read) {}

  private final Timetable timetable;
  private final Deque<Message> waiting = new ArrayDeque<>();

  /** What the job has read since the barrier of its checkpoint. */
  private final List<Message> sinceBarrier = new ArrayList<>();

  private boolean remembers;
  private boolean reads = true;
  private long closedMillis;

  /** Which opening the scheduled readings belong to; those of an earlier one are void. */
  private int opening;

  private long lastReadingMillis;

  Inbox(Timetable timetable) {
    this.timetable = timetable;
  }

  /** Something to read arrives now. */
  void arrive(Runnable read) {
    Message message = new Message(timetable.now(), read);
    if (!reads) {
      waiting.add(message);
    } else if (waiting.isEmpty()) {
      read(message);
    } else {
      waiting.add(message);
      schedule(lastReadingMillis);
    }
  }

  private void read(Message message) {
    if (remembers) {
      sinceBarrier.add(message);
    }
    message.read().run();
  }

  /** The job reads nothing from now on. */
  void close() {
    if (reads) {
      closedMillis = timetable.now();
    }
    reads = false;
    opening++;
  }

  /**
   * The job reads again.
   *
   * @param standstillMillis for how long it has not read, wall milliseconds
   */
  void open(long standstillMillis) {
    reads = true;
    opening++;
    long now = timetable.now();
    int count = waiting.size();
    for (int i = 1; i <= count; i++) {
      schedule(now + standstillMillis / CATCH_UP * i / count);
    }
  }

  private void schedule(long millis) {
    int ofOpening = opening;
    lastReadingMillis = millis;
    timetable.at(
        millis,
        () -> {
          if (ofOpening == opening && !waiting.isEmpty()) {
            read(waiting.remove());
          }
        });
  }

  /** Wall time up to which all that arrived has been read. */
  long readUpToMillis() {
    if (!waiting.isEmpty()) {
      return waiting.element().arrivedMillis() - 1;
    }
    return reads ? timetable.now() : closedMillis;
  }

  /** A barrier passes: a restore goes back to here. */
  void barrier() {
    remembers = true;
    sinceBarrier.clear();
  }

  /** Goes back to the barrier. */
  void rewind() {
    for (int i = sinceBarrier.size() - 1; i >= 0; i--) {
      waiting.addFirst(sinceBarrier.get(i));
    }
    sinceBarrier.clear();
  }
}
