package io.paceline.core.profile;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is kept of a user, and what a notice or a user event makes of it. Instants are campaign
 * time.
 *
 * @param profile impressions, clicks, interests, last activity
 * @param recentNotices the latest notices that counted, each as its type and bid id, newest last,
 *     so that a notice that comes twice counts once
 */
public record UserState(UserProfile profile, List<String> recentNotices) {

  /** How many notices are remembered. */
  static final int REMEMBERED = 64;

  /** A user of whom nothing is known. */
  public static final UserState NEW = new UserState(UserProfile.UNKNOWN, List.of());

  /** Whether {@link #after(Notice, KnownCampaigns, SiteCategories, long)} can change a state. */
  public static boolean isChangedBy(NoticeType type) {
    // A win is not yet an impression; the billing notice decides.
    return type == NoticeType.BILLING || type == NoticeType.CLICK;
  }

  /** Whether the notice is one of the latest that counted, so that it does not count again. */
  public boolean knows(Notice notice) {
    return recentNotices.contains(name(notice));
  }

  /**
   * The state after a notice. A billing and a click change the profile, each at most once per bid.
   *
   * @param notice a notice about a bid for this user, no test traffic
   * @param sites categories of the sites, for the interests of a billed impression
   * @param campaignMillis campaign time of the notice
   * @return this same state where the notice changes nothing
   */
  public UserState after(
      Notice notice, KnownCampaigns campaigns, SiteCategories sites, long campaignMillis) {
    if (!isChangedBy(notice.type()) || knows(notice)) {
      return this;
    }
    String campaignId = notice.token().campaignId();
    UserProfile changed =
        notice.type() == NoticeType.BILLING
            ? Profiles.billed(
                profile,
                campaignId,
                campaigns.frequencyCap(campaignId),
                sites.of(notice.token().site()),
                campaignMillis)
            : Profiles.clicked(
                profile, campaignId, campaigns.categories(campaignId), campaignMillis);
    return new UserState(changed, remembering(name(notice)));
  }

  /**
   * The state after a user event. Unlike a notice, an event that comes twice counts twice, because
   * events have no id.
   *
   * @param campaignMillis campaign time of the event
   */
  public UserState after(UserEvent event, KnownCampaigns campaigns, long campaignMillis) {
    UserProfile changed =
        Profiles.after(
            profile,
            event,
            campaigns.frequencyCap(event.campaignId()),
            campaigns.categories(event.campaignId()),
            campaignMillis);
    return new UserState(changed, recentNotices);
  }

  private static String name(Notice notice) {
    return notice.type() + notice.token().bidId();
  }

  private List<String> remembering(String notice) {
    List<String> recent = new ArrayList<>(recentNotices);
    if (recent.size() == REMEMBERED) {
      recent.remove(0);
    }
    recent.add(notice);
    return recent;
  }
}
