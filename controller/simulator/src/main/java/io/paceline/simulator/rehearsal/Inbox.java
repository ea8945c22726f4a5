package io.paceline.simulator.rehearsal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The topics of notices and reports, and how far the job has read them. Messages that come while
 * the job does not read have to wait. Afterwards the job reads them {@value #CATCH_UP} times as
 * fast as they came, and messages that come meanwhile wait behind them. A restored job reads again
 * what it had read after the barrier of its checkpoint.
 */
final class Inbox {

  /** How many times as fast as they came the job reads the messages that have waited. */
  private static final int CATCH_UP = 10;

  private record Message(long arrivedMillis, Runnable read) {}

  private final Timetable timetable;
  private final Deque<Message> waiting = new ArrayDeque<>();

  /** What the job has read since the barrier of its checkpoint. */
  private final List<Message> sinceBarrier = new ArrayList<>();

  private boolean remembers;
  private boolean reads = true;
  private long closedMillis;

  /** Number of the latest opening or closing; readings that were scheduled before it are void. */
  private int opening;

  private long lastReadingMillis;

  Inbox(Timetable timetable) {
    this.timetable = timetable;
  }

  /** A message arrives now; {@code read} is what the job does when it reads the message. */
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
   * @param standstillMillis for how long the job has not read, wall milliseconds
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

  /** A checkpoint's barrier passes now: {@link #rewind} goes back to here. */
  void barrier() {
    remembers = true;
    sinceBarrier.clear();
  }

  /** Lets everything wait again that the job has read since the latest barrier. */
  void rewind() {
    for (int i = sinceBarrier.size() - 1; i >= 0; i--) {
      waiting.addFirst(sinceBarrier.get(i));
    }
    sinceBarrier.clear();
  }
}
