package io.paceline.job.spend;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bids of one budget that are to be looked at, by wall time in milliseconds. Kept in memory
 * only.
 */
final class Reminders {

  private final TreeMap<Long, List<String>> slots = new TreeMap<>();

  /**
   * The slot of the last {@link #add}, null for none: bids that follow each other mostly share a
   * slot.
   */
  private @Nullable List<String> last;

  private long lastMillis;

  /** Adds a bid to a slot; adding it twice does no harm. */
  void add(long slotMillis, String bidId) {
    if (last == null || lastMillis != slotMillis) {
      last = slots.computeIfAbsent(slotMillis, slot -> new ArrayList<>());
      lastMillis = slotMillis;
    }
    last.add(bidId);
  }

  /** Removes and returns the bids that are due up to and including {@code untilMillis}. */
  List<String> take(long untilMillis) {
    NavigableMap<Long, List<String>> passed = slots.headMap(untilMillis, true);
    if (passed.isEmpty()) {
      return List.of();
    }
    last = null;
    List<String> due = new ArrayList<>();
    passed.values().forEach(due::addAll);
    passed.clear();
    return due;
  }
}
