package io.paceline.job.eligibility;

import io.paceline.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * The state that the job keeps for a user.
 *
 * @param profile impressions, clicks, last activity
 * @param recentNotices the latest notices that counted, newest last, so that a notice that comes
 *     twice counts once
 */
public record UserState(UserProfile profile, List<String> recentNotices) {

  /** How many notices are remembered. */
  private static final int REMEMBERED = 64;

  static final UserState NEW = new UserState(UserProfile.UNKNOWN, List.of());

  boolean knows(String notice) {
    return recentNotices.contains(notice);
  }

  UserState with(UserProfile changed) {
    return new UserState(changed, recentNotices);
  }

  UserState with(UserProfile changed, String notice) {
    List<String> recent = new ArrayList<>(recentNotices);
    if (recent.size() == REMEMBERED) {
      recent.remove(0);
    }
    recent.add(notice);
    return new UserState(changed, recent);
  }
}
