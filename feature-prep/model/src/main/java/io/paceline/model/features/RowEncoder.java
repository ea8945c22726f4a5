package io.paceline.model.features;

import io.paceline.core.eligibility.Candidate;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.EncodedRow;

/**
 * Encodes single rows that are to be kept, with the same encoder that feeds the model: given the
 * inputs on which a candidate was scored, it returns exactly the row that was scored. Not
 * thread-safe.
 */
public final class RowEncoder {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;

  private final FeatureEncoder encoder = new FeatureEncoder();

  /**
   * Encodes one candidate of one impression; the parameters are those of {@link
   * FeatureEncoder#request} and {@link FeatureEncoder#candidate}.
   */
  public EncodedRow encode(
      BidRequest request,
      int impIndex,
      UserProfile profile,
      long campaignMillis,
      Candidate candidate) {
    int[] requestIds = new int[SPEC.requestIdCount()];
    float[] requestFloats = new float[SPEC.requestFloats().size()];
    int[] candidateIds = new int[SPEC.candidateIdCount()];
    float[] candidateFloats = new float[SPEC.candidateFloats().size()];
    encoder.request(request, impIndex, profile, campaignMillis, requestIds, 0, requestFloats, 0);
    encoder.candidate(candidate, candidateIds, 0, candidateFloats, 0);
    Site site = request.site();
    return new EncodedRow(
        site == null ? null : site.category(),
        requestIds,
        requestFloats,
        candidateIds,
        candidateFloats);
  }
}
