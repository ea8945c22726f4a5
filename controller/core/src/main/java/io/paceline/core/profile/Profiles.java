package io.paceline.core.profile;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.FrequencyCap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the profile that follows from a profile and an event, and tells whether a frequency cap is
 * reached. The given profile stays as it is. Instants are campaign time, and events may come in any
 * order. Counters stop at {@link Integer#MAX_VALUE}.
 *
 * <p>A cap's period is a fixed window that the first impression opens: an impression {@code
 * periodMillis} or more after the opening one opens the next window.
 */
public final class Profiles {

  /** Most campaigns in a profile; the one that was active longest ago is forgotten first. */
  public static final int MAX_CAMPAIGNS = 200;

  private Profiles() {}

  /**
   * The profile after one more billed impression.
   *
   * @param capOrNull the campaign's cap, null for none. Without a cap the running period does not
   *     end, so a cap that is booked later counts all impressions of that period, unless the first
   *     of them lies a whole cap period back
   * @param pageCategory category of the page that showed the ad, null where unknown
   */
  public static UserProfile billed(
      UserProfile profile,
      String campaignId,
      @Nullable FrequencyCap capOrNull,
      @Nullable String pageCategory,
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
   * The profile after one more click on a campaign's ad.
   *
   * @param categories categories of the ad, may be empty
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
   * The profile after an impression of a campaign without a frequency cap, and after its click
   * where the user clicked, both at the same instant, because a log states only one.
   *
   * @param pageCategory category of the page that showed the ad, null where unknown
   * @param adCategories categories of the ad, may be empty
   */
  public static UserProfile shown(
      UserProfile profile,
      String campaignId,
      @Nullable String pageCategory,
      List<String> adCategories,
      boolean clicked,
      long campaignMillis) {
    UserProfile billed = billed(profile, campaignId, null, pageCategory, campaignMillis);
    return clicked ? clicked(billed, campaignId, adCategories, campaignMillis) : billed;
  }

  /**
   * The profile after activity of the user other than seeing or clicking an ad.
   *
   * @param pageCategory category of the page, null where unknown
   */
  public static UserProfile visited(
      UserProfile profile, @Nullable String pageCategory, long campaignMillis) {
    return new UserProfile(
        profile.campaigns(),
        profile.impressions(),
        profile.clicks(),
        Math.max(profile.lastActivityMillis(), campaignMillis),
        Affinities.with(profile.affinities(), pageCategory, Affinities.PAGE, campaignMillis));
  }

  /**
   * The profile after a user event.
   *
   * @param capOrNull the cap of the event's campaign, null for none
   * @param categories categories of the event's campaign; they count for a click on it that states
   *     no category of its own
   * @param campaignMillis campaign time of the event
   */
  public static UserProfile after(
      UserProfile profile,
      UserEvent event,
      @Nullable FrequencyCap capOrNull,
      List<String> categories,
      long campaignMillis) {
    String own = event.category();
    return switch (event.type()) {
      case IMPRESSION -> billed(profile, campaignOf(event), capOrNull, own, campaignMillis);
      case CLICK ->
          clicked(
              profile, campaignOf(event), own == null ? categories : List.of(own), campaignMillis);
      case VIEW, CONVERSION -> visited(profile, own, campaignMillis);
    };
  }

  private static String campaignOf(UserEvent event) {
    return Objects.requireNonNull(
        event.campaignId(), "an impression or a click concerns a campaign");
  }

  /**
   * True where the campaign's frequency cap forbids to show the user the campaign now.
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

  /**
   * The campaign other than {@code kept} that was active longest ago. Of several campaigns last
   * active at the same instant, it is the one whose id sorts first, so that a replay forgets the
   * same one.
   */
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
    return Objects.requireNonNull(oldest, "a profile that is too large has other campaigns");
  }

  private static int increased(int counter) {
    return counter == Integer.MAX_VALUE ? counter : counter + 1;
  }
}
