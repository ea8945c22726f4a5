package io.paceline.core.profile;

import java.util.List;
import java.util.Map;

/**
 * What is known of a user: billed impressions, clicks and interests. Instants are campaign time.
 *
 * @param campaigns history per campaign id
 * @param impressions billed impressions of all campaigns
 * @param clicks clicks on all campaigns
 * @param lastActivityMillis latest event, 0 for none
 * @param affinities what the user is drawn to, a category once and {@link
 *     Affinities#MAX_CATEGORIES} at most; null counts as none
 */
public record UserProfile(
    Map<String, CampaignHistory> campaigns,
    int impressions,
    int clicks,
    long lastActivityMillis,
    List<CategoryAffinity> affinities) {

  /** A user of whom nothing is known. */
  public static final UserProfile UNKNOWN = new UserProfile(Map.of(), 0, 0, 0L, List.of());

  /** Profiles stored before there were affinities have none. */
  public UserProfile {
    affinities = affinities == null ? List.of() : affinities;
  }
}
