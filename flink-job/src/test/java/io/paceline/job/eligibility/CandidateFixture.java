package io.paceline.job.eligibility;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
import java.util.List;

/**
 * Candidates for tests: campaign {@code x} spends the budget of the same id and shows {@code
 * banner} for {@code x.example}. It wants clicks; the other properties of campaign and creative are
 * unknown.
 */
public final class CandidateFixture {

  private CandidateFixture() {}

  /** The candidate of a campaign, with a neutral push. */
  public static Candidate candidate(String campaignId) {
    return new Candidate(
        new Offer(
            campaignId,
            campaignId,
            "banner",
            campaignId + ".example",
            List.of(),
            0,
            0,
            0L,
            Objective.CLICK,
            Offer.NO_NUMBER),
        1);
  }
}
