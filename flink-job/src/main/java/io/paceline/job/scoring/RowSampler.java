package io.paceline.job.scoring;

import io.paceline.core.allocation.ProposedBid;
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

  private static final int HEX = 16;
  private static final int DIGITS = 8;
  private static final double DRAWS = 0x1.0p32;

  private final double share;
  private final RowEncoder encoder = new RowEncoder();

  /** Samples the given share of all bids, 0 to 1. */
  RowSampler(double share) {
    this.share = share;
  }

  /**
   * True where a bid is sampled. The bid's id decides, so a replay samples the same bids.
   *
   * @param bidId hexadecimal digits, evenly distributed
   */
  static boolean isSampled(String bidId, double share) {
    return Long.parseLong(bidId, 0, DIGITS, HEX) / DRAWS < share;
  }

  /** Returns the proposal, with its row where the bid is sampled and is not test traffic. */
  ProposedBid sample(ProposedBid proposal, EligibleRequest eligible, EligibleImp imp) {
    if (proposal.test() || !isSampled(proposal.bidId(), share)) {
      return proposal;
    }
    for (Candidate candidate : imp.candidates()) {
      if (candidate.campaignId().equals(proposal.campaignId())) {
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
