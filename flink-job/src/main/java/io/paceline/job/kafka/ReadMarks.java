package io.paceline.job.kafka;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells up to what time a topic has been read. A mark is a time with the ends that the topic's
 * partitions had then or later. Once every partition has been read up to the mark's end, whatever
 * entered the topic before the mark's time has been read. This holds whatever times the records
 * carry, and for partitions without records, too. A partition that no reader has yet, or whose
 * reader stands still, keeps the mark from being passed.
 *
 * <p>The reader's thread tells the positions; one other thread takes the marks and asks how far has
 * been read.
 */
final class ReadMarks {

  /**
   * At most this many marks wait to be passed. While there are as many, no more marks are taken, so
   * in a long stall their number stays bounded. After the stall, the progress leaps over the time
   * without marks in one step.
   */
  private static final int MOST_WAITING = 256;

  private record Mark(long atMillis, Map<Integer, Long> ends) {}

  /** The offset of the next record to be read, by partition. */
  private final Map<Integer, AtomicLong> positions = new ConcurrentHashMap<>();

  private final ArrayDeque<Mark> waiting = new ArrayDeque<>();
  private long readUpToMillis = Long.MIN_VALUE;

  /**
   * The reader has been given a partition.
   *
   * @param offset the first offset that it reads; negative for the beginning, wherever that is
   */
  void assigned(int partition, long offset) {
    positions.put(partition, new AtomicLong(Math.max(0, offset)));
  }

  /** The reader has passed on the record at this offset of a partition that it was given. */
  void read(int partition, long offset) {
    AtomicLong position = positions.get(partition);
    if (position != null) {
      position.set(offset + 1);
    }
  }

  /** The next offset of each partition that a reader has. */
  Map<Integer, Long> positions() {
    Map<Integer, Long> now = new HashMap<>();
    positions.forEach((partition, position) -> now.put(partition, position.get()));
    return now;
  }

  /**
   * Takes a mark.
   *
   * @param atMillis wall time, not after the ends were asked for
   * @param ends the ends of all partitions of the topic
   */
  void take(long atMillis, Map<Integer, Long> ends) {
    Mark last = waiting.peekLast();
    if (last != null
        && last.ends().entrySet().stream()
            .anyMatch(known -> ends.getOrDefault(known.getKey(), 0L) < known.getValue())) {
      // A partition ends earlier than it did: the topic was made anew or cut, and nobody will ever
      // read up to the former ends.
      waiting.clear();
    }
    if (waiting.size() < MOST_WAITING) {
      waiting.add(new Mark(atMillis, ends));
    }
  }

  /** The reader has nothing to read at these offsets, so it has as good as passed them. */
  void skip(int partition, long from, long to) {
    AtomicLong position = positions.get(partition);
    if (position != null) {
      // Where the reader has moved on meanwhile, its own position is the better one.
      position.compareAndSet(from, to);
    }
  }

  /**
   * Wall time up to which everything that entered the topic has been read; {@link Long#MIN_VALUE}
   * while no mark has been passed.
   */
  long readUpToMillis() {
    while (!waiting.isEmpty() && behind(waiting.peek()).isEmpty()) {
      readUpToMillis = Math.max(readUpToMillis, waiting.remove().atMillis());
    }
    return readUpToMillis;
  }

  /** The partitions that keep the oldest mark from passing, with the mark's ends. */
  Map<Integer, Long> behind() {
    Mark oldest = waiting.peek();
    return oldest == null ? Map.of() : behind(oldest);
  }

  private Map<Integer, Long> behind(Mark mark) {
    Map<Integer, Long> behind = new HashMap<>();
    mark.ends()
        .forEach(
            (partition, end) -> {
              AtomicLong position = positions.get(partition);
              if (position == null || position.get() < end) {
                behind.put(partition, end);
              }
            });
    return behind;
  }
}
