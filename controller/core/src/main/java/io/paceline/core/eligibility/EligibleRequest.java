package io.paceline.core.eligibility;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.profile.UserProfile;
import java.util.List;

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
    String userKey,
    UserProfile profile,
    long campaignMillis,
    String modelVersion,
    List<EligibleImp> imps) {

  /** Rows the model has to score. */
  public int candidateCount() {
    int count = 0;
    for (EligibleImp imp : imps) {
      count += imp.candidates().size();
    }
    return count;
  }
}
