package io.paceline.training;

import io.paceline.auction.LoggedImpression;
import io.paceline.auction.LoggedRequests;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.UserKey;
import io.paceline.profile.Profiles;
import io.paceline.profile.UserProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a log into training examples: in order of time, each with what the job would have known of
 * the user at that moment. Users start unknown, as they do for a job that starts with the log's
 * first day.
 */
public final class LogExamples {

  private static final int ONLY_IMP = 0;

  private LogExamples() {}

  /**
   * The examples of a log's impressions, in order of time. Each is made while it is asked for: all
   * of them at once would take several times the log's own memory.
   */
  public static Iterable<TrainingExample> of(List<LoggedImpression> impressions) {
    List<LoggedImpression> inOrder = new ArrayList<>(impressions);
    inOrder.sort(Comparator.comparingLong(LoggedImpression::atMillis));
    return () -> {
      Map<String, UserProfile> profiles = new HashMap<>();
      return inOrder.stream().map(row -> example(row, profiles)).iterator();
    };
  }

  /** The example of the next row; its user's profile moves on. */
  private static TrainingExample example(LoggedImpression row, Map<String, UserProfile> profiles) {
    BidRequest request = LoggedRequests.toRequest(row);
    String userKey = UserKey.of(request);
    UserProfile profile =
        userKey == null ? UserProfile.UNKNOWN : profiles.getOrDefault(userKey, UserProfile.UNKNOWN);
    boolean clicked = row.click() > 0;
    if (userKey != null) {
      profiles.put(userKey, after(profile, row, clicked));
    }
    return new TrainingExample(
        request,
        profile,
        row.atMillis(),
        LoggedRequests.shown(row),
        ONLY_IMP,
        clicked,
        row.marketPriceMicros());
  }

  private static UserProfile after(UserProfile profile, LoggedImpression row, boolean clicked) {
    UserProfile billed = Profiles.billed(profile, row.campaignId(), null, row.atMillis());
    return clicked ? Profiles.clicked(billed, row.campaignId(), row.atMillis()) : billed;
  }
}
