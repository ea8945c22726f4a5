package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserProfile;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of an index that have a frequency cap. Many of them fit a request, but its user has
 * seen few of them. Therefore each request checks, once, only the caps of the campaigns that the
 * user has seen or has open bids of, and not the cap of each campaign that fits.
 */
final class CappedCampaigns {

  private final List<Campaign> campaigns;
  private final BitSet capped = new BitSet();
  private final Map<String, Integer> numbers = new HashMap<>();

  CappedCampaigns(List<Campaign> campaigns) {
    this.campaigns = campaigns;
    for (int i = 0; i < campaigns.size(); i++) {
      if (campaigns.get(i).frequencyCap() != null) {
        capped.set(i);
        numbers.put(campaigns.get(i).id(), i);
      }
    }
  }

  /** Returns whether the campaign with that number has a cap. */
  boolean contains(int number) {
    return capped.get(number);
  }

  /**
   * Numbers of the capped campaigns that a user may not be shown now; null for none.
   *
   * @param inFlight bids for this user whose outcome is not known yet, by campaign
   */
  @Nullable BitSet reached(
      UserProfile profile, Map<String, Integer> inFlight, long campaignMillis) {
    // A cap is at least 1, so a user cannot have reached it without an impression or an open bid.
    BitSet reached = null;
    for (String campaignId : profile.campaigns().keySet()) {
      reached = with(campaignId, reached, profile, inFlight, campaignMillis);
    }
    for (String campaignId : inFlight.keySet()) {
      reached = with(campaignId, reached, profile, inFlight, campaignMillis);
    }
    return reached;
  }

  private @Nullable BitSet with(
      String campaignId,
      @Nullable BitSet reached,
      UserProfile profile,
      Map<String, Integer> inFlight,
      long campaignMillis) {
    Integer number = numbers.get(campaignId);
    if (number == null
        || !Profiles.capReached(
            profile, campaigns.get(number), inFlight.getOrDefault(campaignId, 0), campaignMillis)) {
      return reached;
    }
    BitSet more = reached == null ? new BitSet(campaigns.size()) : reached;
    more.set(number);
    return more;
  }
}
