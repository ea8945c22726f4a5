package io.paceline.core.profile;

/**
 * A user's past with one campaign. Instants are campaign time.
 *
 * @param impressions billed impressions ever
 * @param clicks clicks ever
 * @param periodStartMillis first impression of the running cap period
 * @param periodImpressions billed impressions in the running cap period
 * @param lastMillis latest impression or click; a profile with too many campaigns forgets the one
 *     for which this is earliest
 */
public record CampaignHistory(
    int impressions, int clicks, long periodStartMillis, int periodImpressions, long lastMillis) {

  /** No impression and no click yet. */
  public static final CampaignHistory NONE = new CampaignHistory(0, 0, 0L, 0, 0L);
}
