package io.paceline.job.scoring;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.model.features.RowEncoder;

/**
 * Puts the scored row on the proposals that the training log samples. The chosen candidate is known
 * only here, when the scoring thread's arrays hold other requests already; encoding the one row
 * again from the same request, profile and candidate gives the same ids and floats.
 */
final class RowSampler {

  private static final int HEX = 16;
  private static final int DIGITS = 8;
  private static final double DRAWS = 0x1.0p32;

  private final double share;
  private final RowEncoder encoder = new RowEncoder();

  /** Samples this share of all bids, 0 to 1. */
  RowSampler(double share) {
    this.share = share;
  }

  /**
   * True where a bid is sampled; a replay samples the same bids.
   *
   * @param bidId hexadecimal digits, evenly spread
   */
  static boolean isSampled(String bidId, double share) {
    return Long.parseLong(bidId, 0, DIGITS, HEX) / DRAWS < share;
  }

  /** The proposal, with its row where it is sampled and no test. */
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
