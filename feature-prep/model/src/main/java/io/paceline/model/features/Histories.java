package io.paceline.model.features;

import io.paceline.core.profile.CampaignHistory;
import java.util.Arrays;
import java.util.Map;

/**
 * A user's history with each campaign, found by the campaign's hash; refilled for every request. A
 * user has met few campaigns, while a request has many candidates. The names of the user's
 * campaigns are therefore hashed once per request, and no name is looked up per candidate.
 */
final class Histories {

  private long[] opening = new long[16];
  private CampaignHistory[] history = new CampaignHistory[16];
  private int count;

  /** Replaces the content by a user's histories. */
  void read(Map<String, CampaignHistory> campaigns) {
    count = 0;
    if (campaigns.isEmpty()) {
      return;
    }
    if (campaigns.size() > opening.length) {
      opening = Arrays.copyOf(opening, 2 * campaigns.size());
      history = Arrays.copyOf(history, 2 * campaigns.size());
    }
    for (Map.Entry<String, CampaignHistory> entry : campaigns.entrySet()) {
      opening[count] = FeatureHash.opening(FeatureHash.of(entry.getKey()));
      history[count++] = entry.getValue();
    }
  }

  /** Returns the history of the campaign with that {@link FeatureHash#opening}. */
  CampaignHistory of(long campaignOpening) {
    for (int i = 0; i < count; i++) {
      if (opening[i] == campaignOpening) {
        return history[i];
      }
    }
    return CampaignHistory.NONE;
  }
}
