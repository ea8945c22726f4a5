package io.paceline.core.eligibility;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request after the first step of the decision, on its way to the model.
 *
 * @param request what the exchange asked
 * @param userKey hashed key of the user, or null where the user may not be recognised
 * @param profile what is known of the user
 * @param campaignMillis campaign time of the decision
 * @param modelVersion the bundle to score with, null where none is announced
 * @param imps one per impression of the request, in its order
 */
public record EligibleRequest(
    BidRequest request,
    @Nullable String userKey,
    UserProfile profile,
    long campaignMillis,
    @Nullable String modelVersion,
    List<EligibleImp> imps) {

  /**
   * A request that is refused because its answer would come too late: no impression has a
   * candidate, and the profile was not looked up.
   *
   * @param userKey hashed key of the user, or null
   * @param campaignMillis campaign time of the decision
   */
  public static EligibleRequest tooLate(
      BidRequest request, @Nullable String userKey, long campaignMillis) {
    return refused(request, userKey, campaignMillis, NoBidReason.DEADLINE);
  }

  /**
   * A request that is refused because all bidding is stopped; otherwise as {@link #tooLate}.
   *
   * @param userKey hashed key of the user, or null
   * @param campaignMillis campaign time of the decision
   */
  public static EligibleRequest stopped(
      BidRequest request, @Nullable String userKey, long campaignMillis) {
    return refused(request, userKey, campaignMillis, NoBidReason.STOPPED);
  }

  /**
   * A request that is refused because bidding at its exchange is halted; otherwise as {@link
   * #tooLate}.
   *
   * @param userKey hashed key of the user, or null
   * @param campaignMillis campaign time of the decision
   */
  public static EligibleRequest halted(
      BidRequest request, @Nullable String userKey, long campaignMillis) {
    return refused(request, userKey, campaignMillis, NoBidReason.HALTED);
  }

  private static EligibleRequest refused(
      BidRequest request, @Nullable String userKey, long campaignMillis, NoBidReason reason) {
    List<EligibleImp> imps = new ArrayList<>(request.imps().size());
    for (int i = 0; i < request.imps().size(); i++) {
      imps.add(new EligibleImp(i, List.of(), reason));
    }
    return new EligibleRequest(request, userKey, UserProfile.UNKNOWN, campaignMillis, null, imps);
  }

  /**
   * Number of candidates of all impressions, each of which is a row that the model has to score.
   */
  public int candidateCount() {
    int count = 0;
    for (EligibleImp imp : imps) {
      count += imp.candidates().size();
    }
    return count;
  }
}
