package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.profile.UserProfile;
import java.util.Set;

/**
 * One shown impression of a log: what was known before it was shown, and what came of it.
 *
 * @param request the exchange's bid request
 * @param profile what was known of the user at that moment, without this impression
 * @param campaignMillis campaign time of the decision
 * @param candidate the campaign that was shown
 * @param impIndex position of the impression in the request
 * @param outcomes what came of the impression: nothing, or a click and perhaps what followed the
 *     click
 * @param marketPriceMicros highest competing price or floor, micros per impression; 0 where unknown
 */
public record TrainingExample(
    BidRequest request,
    UserProfile profile,
    long campaignMillis,
    Candidate candidate,
    int impIndex,
    Set<Objective> outcomes,
    long marketPriceMicros) {

  /**
   * Copies the outcomes; rejects outcomes that follow a click where the click itself is missing.
   */
  public TrainingExample {
    outcomes = Set.copyOf(outcomes);
    if (!outcomes.isEmpty() && !outcomes.contains(Objective.CLICK)) {
      throw new IllegalArgumentException("what follows a click needs one, got " + outcomes);
    }
  }

  /** True where the user clicked. */
  public boolean clicked() {
    return outcomes.contains(Objective.CLICK);
  }
}
