package io.paceline.core.profile;

import java.util.List;
import java.util.Map;

/**
 * The facts known about a user: billed impressions, clicks and interests. Instants are campaign
 * time.
 *
 * @param campaigns history per campaign id
 * @param impressions billed impressions of all campaigns
 * @param clicks clicks on all campaigns
 * @param lastActivityMillis latest event, 0 for none
 * @param affinities the user's interests, each category once, at most {@link
 *     Affinities#MAX_CATEGORIES}
 */
public record UserProfile(
    Map<String, CampaignHistory> campaigns,
    int impressions,
    int clicks,
    long lastActivityMillis,
    List<CategoryAffinity> affinities) {

  /** A user of whom nothing is known. */
  public static final UserProfile UNKNOWN = new UserProfile(Map.of(), 0, 0, 0L, List.of());
}
