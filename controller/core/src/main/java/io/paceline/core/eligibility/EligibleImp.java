package io.paceline.core.eligibility;

import io.paceline.core.openrtb.NoBidReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One impression with the campaigns that may be shown in it.
 *
 * @param impIndex position in the request
 * @param candidates empty where nothing may be shown
 * @param reason why there is no candidate, null where there is one
 */
public record EligibleImp(int impIndex, List<Candidate> candidates, @Nullable NoBidReason reason) {

  /** The candidates with the numbers of their offers. */
  public Candidates byNumber() {
    return Candidates.of(candidates);
  }
}
