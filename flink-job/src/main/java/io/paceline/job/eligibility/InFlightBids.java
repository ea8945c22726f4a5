package io.paceline.job.eligibility;

import static java.util.Comparator.comparingLong;

import io.paceline.core.eligibility.InFlight;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Bids of this task that may become impressions but are not billed yet, per user and campaign with
 * a frequency cap, for which they count. Seconds old and only in memory: after a restart a user may
 * see an ad once more than the cap says, and a cap that an edit brings does not know the bids
 * before it; money is not at stake.
 *
 * <p>The operators that look at it and that fill it are chained, so they run on one thread; the
 * instance belongs to that thread. Were they not chained, each would see its own, and caps would
 * only count billed impressions.
 */
public final class InFlightBids implements InFlight {

  private static final ThreadLocal<InFlightBids> OF_TASK =
      ThreadLocal.withInitial(InFlightBids::new);

  private record Open(String userKey, String campaignId, long untilMillis) {}

  private record Due(String bidId, long atMillis) {}

  /** By user and campaign: most users have no open bid, and are asked about many campaigns. */
  private final Map<String, Map<String, Integer>> counts = new HashMap<>();

  private final Map<String, Open> openByBid = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(comparingLong(Due::atMillis));
  private Predicate<String> capped = campaignId -> true;

  /** The instance of the task that calls. */
  public static InFlightBids ofThisTask() {
    return OF_TASK.get();
  }

  /**
   * Starts empty: a task thread may have served another job before.
   *
   * @param hasCap whether a campaign, by its id, has a frequency cap; bids of others are not kept
   */
  public void clear(Predicate<String> hasCap) {
    capped = hasCap;
    counts.clear();
    openByBid.clear();
    due.clear();
  }

  /**
   * Counts a proposed bid until it is settled or {@code untilMillis} (wall) has come. Many are
   * never heard of: the controller refuses some, and not every exchange tells of losses.
   */
  public void proposed(String userKey, String campaignId, String bidId, long untilMillis) {
    if (!capped.test(campaignId)) {
      return;
    }
    if (openByBid.putIfAbsent(bidId, new Open(userKey, campaignId, untilMillis)) == null) {
      counts.computeIfAbsent(userKey, user -> new HashMap<>()).merge(campaignId, 1, Integer::sum);
      due.add(new Due(bidId, untilMillis));
    }
  }

  /**
   * The auction was won: the bid counts until it is billed or {@code untilMillis} (wall) has come.
   */
  public void won(String bidId, long untilMillis) {
    if (openByBid.computeIfPresent(
            bidId, (id, open) -> new Open(open.userKey(), open.campaignId(), untilMillis))
        != null) {
      due.add(new Due(bidId, untilMillis));
    }
  }

  /** The bid was billed or lost: the profile knows now, or there is nothing to know. */
  public void settled(String bidId) {
    Open open = openByBid.remove(bidId);
    if (open != null) {
      counts.computeIfPresent(open.userKey(), (user, byCampaign) -> without(byCampaign, open));
    }
  }

  /** One less; null where that was the user's last. */
  private static Map<String, Integer> without(Map<String, Integer> byCampaign, Open open) {
    byCampaign.computeIfPresent(open.campaignId(), (id, count) -> count == 1 ? null : count - 1);
    return byCampaign.isEmpty() ? null : byCampaign;
  }

  /** Forgets what was never settled. */
  public void expire(long nowMillis) {
    while (!due.isEmpty() && due.peek().atMillis() <= nowMillis) {
      String bidId = due.poll().bidId();
      Open open = openByBid.get(bidId);
      if (open != null && open.untilMillis() <= nowMillis) {
        settled(bidId);
      }
    }
  }

  @Override
  public Map<String, Integer> of(String userKey) {
    return counts.getOrDefault(userKey, Map.of());
  }
}
