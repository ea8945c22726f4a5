package io.paceline.core.allocation;

import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import org.jspecify.annotations.Nullable;

/**
 * What allocation decided for one impression; exactly one of the two components is null.
 *
 * @param proposal the chosen campaign's bid, which has no price yet, or null
 * @param noBid the answer where no campaign was chosen, or null
 */
public record ImpDecision(@Nullable ProposedBid proposal, @Nullable Decision noBid) {

  static ImpDecision proposing(ProposedBid proposal) {
    return new ImpDecision(proposal, null);
  }

  static ImpDecision noBid(AnsweredImp imp, NoBidReason reason, @Nullable String modelVersion) {
    return new ImpDecision(null, Decision.noBid(imp, reason, modelVersion));
  }
}
