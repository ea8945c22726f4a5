package io.paceline.profile;

import java.util.Map;

/**
 * What is known of a user: billed impressions and clicks. Instants are campaign time.
 *
 * @param campaigns history per campaign id
 * @param impressions billed impressions of all campaigns
 * @param clicks clicks on all campaigns
 * @param lastActivityMillis latest event, 0 for none
 */
public record UserProfile(
    Map<String, CampaignHistory> campaigns, int impressions, int clicks, long lastActivityMillis) {

  /** A user of whom nothing is known. */
  public static final UserProfile UNKNOWN = new UserProfile(Map.of(), 0, 0, 0L);
}
