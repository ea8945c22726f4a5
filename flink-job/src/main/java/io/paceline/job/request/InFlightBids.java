package io.paceline.job.request;

import io.paceline.eligibility.InFlight;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Bids of this task that may become impressions but are not billed yet, per user and campaign: they
 * count for frequency caps. Seconds old and only in memory: after a restart a user may see an ad
 * once more than the cap says, money is not at stake.
 *
 * <p>The operators that look at it and that fill it are chained, so they run on one thread; the
 * instance belongs to that thread. Were they not chained, each would see its own, and caps would
 * only count billed impressions.
 */
public final class InFlightBids implements InFlight {

  private static final ThreadLocal<InFlightBids> OF_TASK =
      ThreadLocal.withInitial(InFlightBids::new);

  private record Proposed(String key, String bidId, long untilMillis) {}

  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, String> keyOfBid = new HashMap<>();
  private final ArrayDeque<Proposed> byAge = new ArrayDeque<>();

  /** The instance of the task that calls. */
  public static InFlightBids ofThisTask() {
    return OF_TASK.get();
  }

  /** Starts empty: a task thread may have served another job before. */
  public void clear() {
    counts.clear();
    keyOfBid.clear();
    byAge.clear();
  }

  /** Counts a proposed bid until it is settled or {@code untilMillis} (wall) has passed. */
  public void proposed(String userKey, String campaignId, String bidId, long untilMillis) {
    String key = key(userKey, campaignId);
    if (keyOfBid.putIfAbsent(bidId, key) == null) {
      counts.merge(key, 1, Integer::sum);
      byAge.add(new Proposed(key, bidId, untilMillis));
    }
  }

  /** The bid was billed or lost: the profile knows now, or there is nothing to know. */
  public void settled(String bidId) {
    String key = keyOfBid.remove(bidId);
    if (key != null) {
      counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Forgets what was never settled. */
  public void expire(long nowMillis) {
    while (!byAge.isEmpty() && byAge.peek().untilMillis() <= nowMillis) {
      settled(byAge.poll().bidId());
    }
  }

  @Override
  public int count(String userKey, String campaignId) {
    return counts.getOrDefault(key(userKey, campaignId), 0);
  }

  private static String key(String userKey, String campaignId) {
    return userKey + "/" + campaignId;
  }
}
