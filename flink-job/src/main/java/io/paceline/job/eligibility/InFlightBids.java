package io.paceline.job.eligibility;

import static java.util.Comparator.comparingLong;

import io.paceline.core.eligibility.InFlight;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Bids of this task that may become impressions but are not billed yet, per user and campaign. Only
 * campaigns with a frequency cap have entries, and their caps count these bids. The bids are
 * seconds old and are kept in memory only: after a restart a user may see an ad once more than the
 * cap allows, and a cap that an edit adds does not know of earlier bids. No money is at stake.
 *
 * <p>The operator that reads the instance and the one that fills it are chained, so they run on one
 * thread, and the instance belongs to that thread. If they were not chained, each would have an
 * instance of its own, and caps would count billed impressions only.
 */
public final class InFlightBids implements InFlight {

  private static final ThreadLocal<InFlightBids> OF_TASK =
      ThreadLocal.withInitial(InFlightBids::new);

  private record Open(String userKey, String campaignId, long untilMillis) {}

  private record Due(String bidId, long atMillis) {}

  /**
   * Open bids by user, then by campaign: most users have no open bid, so one look-up answers for
   * all campaigns.
   */
  private final Map<String, Map<String, Integer>> counts = new HashMap<>();

  private final Map<String, Open> openByBid = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(comparingLong(Due::atMillis));
  private Predicate<String> capped = campaignId -> true;

  /** The instance of the calling task. */
  public static InFlightBids ofThisTask() {
    return OF_TASK.get();
  }

  /**
   * Empties the instance, because the task's thread may have served another job before.
   *
   * @param hasCap whether a campaign, given by id, has a frequency cap; bids of others are not kept
   */
  public void clear(Predicate<String> hasCap) {
    capped = hasCap;
    counts.clear();
    openByBid.clear();
    due.clear();
  }

  /**
   * Counts a proposed bid until it is settled or until {@code untilMillis} (wall time). For many
   * bids no notice ever comes: the controller refuses some of them, and not every exchange sends
   * loss notices.
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
   * Records that the auction was won: the bid now counts until it is billed or until {@code
   * untilMillis} (wall time).
   */
  public void won(String bidId, long untilMillis) {
    if (openByBid.computeIfPresent(
            bidId, (id, open) -> new Open(open.userKey(), open.campaignId(), untilMillis))
        != null) {
      due.add(new Due(bidId, untilMillis));
    }
  }

  /**
   * Stops counting a bid that was billed or lost: a billed bid is in the user's profile now, and a
   * lost one does not count.
   */
  public void settled(String bidId) {
    Open open = openByBid.remove(bidId);
    if (open != null) {
      counts.computeIfPresent(open.userKey(), (user, byCampaign) -> without(byCampaign, open));
    }
  }

  /** Counts one open bid less; returns null where it was the user's last one. */
  private static Map<String, Integer> without(Map<String, Integer> byCampaign, Open open) {
    byCampaign.computeIfPresent(open.campaignId(), (id, count) -> count == 1 ? null : count - 1);
    return byCampaign.isEmpty() ? null : byCampaign;
  }

  /** Forgets the bids that were not settled in time. */
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
