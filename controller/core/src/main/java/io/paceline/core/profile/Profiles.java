package io.paceline.core.profile;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.FrequencyCap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a user's profile changes, and what it says about frequency caps. Pure; instants are campaign
 * time; counters stop at {@link Integer#MAX_VALUE}. Events may come in any order.
 *
 * <p>A cap's period is a fixed window that the first impression opens: an impression {@code
 * periodMillis} or more after the opening one opens the next window.
 */
public final class Profiles {

  /** Campaigns a profile remembers; the one that was active longest ago is forgotten first. */
  public static final int MAX_CAMPAIGNS = 200;

  private Profiles() {}

  /**
   * After one more billed impression.
   *
   * @param capOrNull the campaign's cap; without one the running period does not end, so that a cap
   *     booked later finds what was shown recently
   * @param pageCategory category of the page it was shown on, null where unknown
   */
  public static UserProfile billed(
      UserProfile profile,
      String campaignId,
      FrequencyCap capOrNull,
      String pageCategory,
      long campaignMillis) {
    CampaignHistory before = history(profile, campaignId);
    boolean opens =
        before.periodImpressions() == 0
            || (capOrNull != null && ended(before, capOrNull, campaignMillis));
    CampaignHistory after =
        new CampaignHistory(
            increased(before.impressions()),
            before.clicks(),
            opens ? campaignMillis : before.periodStartMillis(),
            opens ? 1 : increased(before.periodImpressions()),
            Math.max(before.lastMillis(), campaignMillis));
    return new UserProfile(
        remembering(profile.campaigns(), campaignId, after),
        increased(profile.impressions()),
        profile.clicks(),
        Math.max(profile.lastActivityMillis(), campaignMillis),
        Affinities.with(profile.affinities(), pageCategory, Affinities.PAGE, campaignMillis));
  }

  /**
   * After one more click on a campaign's ad.
   *
   * @param categories what the ad is about, perhaps nothing
   */
  public static UserProfile clicked(
      UserProfile profile, String campaignId, List<String> categories, long campaignMillis) {
    CampaignHistory before = history(profile, campaignId);
    CampaignHistory after =
        new CampaignHistory(
            before.impressions(),
            increased(before.clicks()),
            before.periodStartMillis(),
            before.periodImpressions(),
            Math.max(before.lastMillis(), campaignMillis));
    List<CategoryAffinity> affinities = profile.affinities();
    for (String category : categories) {
      affinities = Affinities.with(affinities, category, Affinities.CLICK, campaignMillis);
    }
    return new UserProfile(
        remembering(profile.campaigns(), campaignId, after),
        profile.impressions(),
        increased(profile.clicks()),
        Math.max(profile.lastActivityMillis(), campaignMillis),
        affinities);
  }

  /**
   * After the user was seen without seeing or clicking an ad.
   *
   * @param pageCategory category of the page, null where unknown
   */
  public static UserProfile visited(UserProfile profile, String pageCategory, long campaignMillis) {
    return new UserProfile(
        profile.campaigns(),
        profile.impressions(),
        profile.clicks(),
        Math.max(profile.lastActivityMillis(), campaignMillis),
        Affinities.with(profile.affinities(), pageCategory, Affinities.PAGE, campaignMillis));
  }

  /**
   * After a user event.
   *
   * @param capOrNull the cap of the event's campaign
   * @param categories of the event's campaign; for a click an event's own category goes before
   * @param campaignMillis campaign time of the event
   */
  public static UserProfile after(
      UserProfile profile,
      UserEvent event,
      FrequencyCap capOrNull,
      List<String> categories,
      long campaignMillis) {
    String own = event.category();
    return switch (event.type()) {
      case IMPRESSION -> billed(profile, event.campaignId(), capOrNull, own, campaignMillis);
      case CLICK ->
          clicked(
              profile, event.campaignId(), own == null ? categories : List.of(own), campaignMillis);
      case VIEW, CONVERSION -> visited(profile, own, campaignMillis);
    };
  }

  /**
   * True where the user may not be shown the campaign now.
   *
   * @param inFlight bids of the campaign for this user whose outcome is not known yet; each counts
   *     as an impression
   */
  public static boolean capReached(
      UserProfile profile, Campaign campaign, int inFlight, long campaignMillis) {
    FrequencyCap cap = campaign.frequencyCap();
    if (cap == null) {
      return false;
    }
    CampaignHistory history = history(profile, campaign.id());
    long shown = ended(history, cap, campaignMillis) ? 0L : history.periodImpressions();
    return shown + inFlight >= cap.impressions();
  }

  private static boolean ended(CampaignHistory history, FrequencyCap cap, long campaignMillis) {
    return campaignMillis - history.periodStartMillis() >= cap.periodMillis();
  }

  private static CampaignHistory history(UserProfile profile, String campaignId) {
    return profile.campaigns().getOrDefault(campaignId, CampaignHistory.NONE);
  }

  private static Map<String, CampaignHistory> remembering(
      Map<String, CampaignHistory> before, String campaignId, CampaignHistory history) {
    Map<String, CampaignHistory> after = new HashMap<>(before);
    after.put(campaignId, history);
    while (after.size() > MAX_CAMPAIGNS) {
      after.remove(longestInactive(after, campaignId));
    }
    return Map.copyOf(after);
  }

  /** Of campaigns that were last active at the same instant the first by id, so replays agree. */
  private static String longestInactive(Map<String, CampaignHistory> campaigns, String kept) {
    String oldest = null;
    long oldestMillis = Long.MAX_VALUE;
    for (Map.Entry<String, CampaignHistory> entry : campaigns.entrySet()) {
      String id = entry.getKey();
      long lastMillis = entry.getValue().lastMillis();
      boolean earlier =
          oldest == null
              || lastMillis < oldestMillis
              || (lastMillis == oldestMillis && id.compareTo(oldest) < 0);
      if (earlier && !id.equals(kept)) {
        oldest = id;
        oldestMillis = lastMillis;
      }
    }
    return oldest;
  }

  private static int increased(int counter) {
    return counter == Integer.MAX_VALUE ? counter : counter + 1;
  }
}
