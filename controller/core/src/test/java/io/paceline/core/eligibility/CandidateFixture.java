package io.paceline.core.eligibility;

import io.paceline.core.campaign.Objective;
import java.util.List;

/**
 * Candidates for tests: campaign {@code x} spends {@code budget-x} and shows {@code creative-x} for
 * {@code x.example}. It wants clicks; the other properties of campaign and creative are unknown.
 */
public final class CandidateFixture {

  private CandidateFixture() {}

  /** The candidate of a campaign, with this push. */
  public static Candidate candidate(String campaignId, double push) {
    return new Candidate(
        new Offer(
            campaignId,
            "budget-" + campaignId,
            "creative-" + campaignId,
            campaignId + ".example",
            List.of(),
            0,
            0,
            0L,
            Objective.CLICK,
            Offer.NO_NUMBER),
        push);
  }
}
