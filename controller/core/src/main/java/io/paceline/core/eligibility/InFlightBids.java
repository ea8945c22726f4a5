package io.paceline.core.eligibility;

import static java.util.Comparator.comparingLong;

import io.paceline.core.notice.Notice;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bids that may become impressions but are not billed yet, per user and campaign. Frequency caps
 * count these bids, so only campaigns with a cap need entries (see {@link #onlyOf}). The bids are
 * seconds old and are kept in memory only: after a restart a user may see an ad once more than the
 * cap allows, and a cap that an edit adds does not know of earlier bids. No money is at stake.
 *
 * <p>Not thread-safe.
 */
public final class InFlightBids implements InFlight {

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

  /**
   * Keeps only the bids of campaigns with a frequency cap from now on; without this call, all bids.
   *
   * @param hasCap whether a campaign, given by id, has one
   */
  public void onlyOf(Predicate<String> hasCap) {
    capped = hasCap;
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
   * Takes in a notice about a bid. A win is not yet an impression, so a bid that was won counts
   * until it is billed or never will be. A billed bid is in the user's profile, and a lost one does
   * not count. A loss notice that says that the bid won changes nothing.
   *
   * @param billedUntilMillis wall time until which the exchange may bill the bid, if the notice is
   *     a win
   */
  public void after(Notice notice, long billedUntilMillis) {
    switch (notice.type()) {
      case WIN -> won(notice.token().bidId(), billedUntilMillis);
      case BILLING, CLICK -> settled(notice.token().bidId());
      case LOSS -> {
        if (!notice.isLossOfWinner()) {
          settled(notice.token().bidId());
        }
      }
    }
  }

  private void won(String bidId, long untilMillis) {
    if (openByBid.computeIfPresent(
            bidId, (id, open) -> new Open(open.userKey(), open.campaignId(), untilMillis))
        != null) {
      due.add(new Due(bidId, untilMillis));
    }
  }

  private void settled(String bidId) {
    Open open = openByBid.remove(bidId);
    if (open != null) {
      counts.computeIfPresent(open.userKey(), (user, byCampaign) -> without(byCampaign, open));
    }
  }

  /** Counts one open bid less; returns null where it was the user's last one. */
  private static @Nullable Map<String, Integer> without(
      Map<String, Integer> byCampaign, Open open) {
    byCampaign.computeIfPresent(open.campaignId(), (id, count) -> count == 1 ? null : count - 1);
    return byCampaign.isEmpty() ? null : byCampaign;
  }

  /** Forgets the bids whose time is over at this wall time. */
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
