package io.paceline.job.spend;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which bids of one budget are to be looked at, and when (wall milliseconds). In memory only. */
final class Reminders {

  private final TreeMap<Long, List<String>> slots = new TreeMap<>();

  /** The slot added to last, null for none: bids that follow each other mostly share theirs. */
  private List<String> last;

  private long lastMillis;

  /** Reminds of a bid; twice does no harm. */
  void add(long slotMillis, String bidId) {
    if (last == null || lastMillis != slotMillis) {
      last = slots.computeIfAbsent(slotMillis, slot -> new ArrayList<>());
      lastMillis = slotMillis;
    }
    last.add(bidId);
  }

  /** Takes out, and forgets, what is due up to and including {@code untilMillis}. */
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
