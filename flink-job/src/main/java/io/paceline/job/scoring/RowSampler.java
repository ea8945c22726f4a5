package io.paceline.job.scoring;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.allocation.TrainingSample;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.model.features.RowEncoder;

/**
 * Adds the encoded row to those proposals that the training log samples. The chosen candidate is
 * known only after allocation, when the scoring thread's arrays already hold other requests. The
 * row is therefore encoded again; the same request, profile and candidate give the same ids and
 * floats.
 */
final class RowSampler {

  private final TrainingSample sample;
  private final RowEncoder encoder = new RowEncoder();

  /** Encodes the rows of the bids that belong to the sample. */
  RowSampler(TrainingSample sample) {
    this.sample = sample;
  }

  /** Returns the proposal, with its row where the training log samples it. */
  ProposedBid sample(ProposedBid proposal, EligibleRequest eligible, EligibleImp imp) {
    if (!sample.takes(proposal)) {
      return proposal;
    }
    String campaignId = proposal.chosen().campaignId();
    for (Candidate candidate : imp.candidates()) {
      if (candidate.campaignId().equals(campaignId)) {
        return proposal.withRow(
            encoder.encode(
                eligible.request(),
                imp.impIndex(),
                eligible.profile(),
                eligible.campaignMillis(),
                candidate));
      }
    }
    throw new IllegalStateException("a proposal's campaign is one of its impression's candidates");
  }
}
