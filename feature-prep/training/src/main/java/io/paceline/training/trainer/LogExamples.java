package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.ipinyou.LoggedRequests;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Turns a log into training examples, in order of time, each with what the job would have known of
 * the user at that moment. Users start unknown, as they do for a job that starts with the log's
 * first day, and a campaign begins with its first impression.
 */
public final class LogExamples {

  private static final int ONLY_IMP = 0;
  private static final double NO_PUSH = 1.0;

  /** A conversion is attributed to a click only if the click is at most this old. */
  private static final long ATTRIBUTION_MILLIS = 7 * 86_400_000L;

  private final Map<String, UserProfile> profiles = new HashMap<>();

  private final Map<String, Long> firstShown = new HashMap<>();

  /** Offers by creative id; all rows of a creative share the same object, as in the job. */
  private final Map<String, Offer> offers = new HashMap<>();

  private LogExamples() {}

  /**
   * The examples of a log's impressions, in order of time. Each example is made when the iterator
   * reaches it, because all examples at once would take several times the log's own memory.
   */
  public static Iterable<TrainingExample> of(List<LoggedImpression> impressions) {
    List<LoggedImpression> inOrder = new ArrayList<>(impressions);
    inOrder.sort(Comparator.comparingLong(LoggedImpression::atMillis));
    BitSet overtaken = overtaken(inOrder);
    return () -> {
      LogExamples examples = new LogExamples();
      return IntStream.range(0, inOrder.size())
          .mapToObj(i -> examples.next(inOrder.get(i), overtaken.get(i)))
          .iterator();
    };
  }

  /**
   * Marks the rows whose click is followed, within seven days, by another click of the same user on
   * an ad of the same advertiser. The log does not tell when a conversion happened, so it is
   * assumed to come after all clicks of these days. Its last click is therefore the click that no
   * other click follows.
   */
  private static BitSet overtaken(List<LoggedImpression> inOrder) {
    BitSet overtaken = new BitSet();
    Map<List<String>, Long> laterClick = new HashMap<>();
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      LoggedImpression row = inOrder.get(i);
      if (row.clicked() && row.viewer().id() != null) {
        Long later =
            laterClick.put(
                List.of(row.viewer().id(), String.valueOf(row.ad().advertiser())), row.atMillis());
        overtaken.set(i, later != null && later - row.atMillis() <= ATTRIBUTION_MILLIS);
      }
    }
    return overtaken;
  }

  private static Set<Objective> outcomes(LoggedImpression row, boolean overtaken) {
    if (!row.clicked()) {
      return Set.of();
    }
    if (row.conversions() == 0) {
      return Set.of(Objective.CLICK);
    }
    return overtaken
        ? Set.of(Objective.CLICK, Objective.CONVERSION)
        : Set.of(Objective.CLICK, Objective.CONVERSION, Objective.LAST_CLICK);
  }

  /** Makes the example of the next row and brings the profile of its user up to date. */
  private TrainingExample next(LoggedImpression row, boolean overtaken) {
    BidRequest request = LoggedRequests.toRequest(row);
    String userKey = UserKey.of(request);
    UserProfile profile =
        userKey == null ? UserProfile.UNKNOWN : profiles.getOrDefault(userKey, UserProfile.UNKNOWN);
    Offer offer = offer(row);
    if (userKey != null) {
      Site site = request.site();
      profiles.put(
          userKey,
          Profiles.shown(
              profile,
              offer.campaignId(),
              site == null ? null : site.category(),
              offer.categories(),
              row.clicked(),
              row.atMillis()));
    }
    return new TrainingExample(
        request,
        profile,
        row.atMillis(),
        new Candidate(offer, NO_PUSH),
        ONLY_IMP,
        outcomes(row, overtaken),
        row.marketPriceMicros());
  }

  private Offer offer(LoggedImpression row) {
    long first = firstShown.computeIfAbsent(row.campaignId(), id -> row.atMillis());
    Offer shown = LoggedRequests.shown(row, first);
    Offer known = offers.putIfAbsent(shown.creativeId(), shown);
    return known != null && known.equals(shown) ? known : shown;
  }
}
