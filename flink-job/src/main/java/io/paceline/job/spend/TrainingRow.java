package io.paceline.job.spend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Creative;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.job.kafka.OutRecord;
import io.paceline.model.features.FeatureEncoder;

/**
 * One sampled bid as it was decided (topic {@code training-log}). The batch preparation, not the
 * job, joins it with its notices by {@code bidId}.
 *
 * @param bidId id of the bid, which its notices have as well
 * @param bidAtMillis wall time of the bid
 * @param campaignMillis campaign time of the decision
 * @param exchange the exchange that ran the auction
 * @param site domain of the page, or null
 * @param category first category of the site, or null
 * @param userKey hashed user key, or null
 * @param campaignId the chosen campaign
 * @param creativeId the chosen creative
 * @param w width of the creative and of the slot that it fills
 * @param h height of the creative and of the slot that it fills
 * @param at OpenRTB auction type
 * @param floorMicros lowest accepted bid
 * @param candidates how many campaigns competed
 * @param probability click probability that the model gave
 * @param normalisedScore probability of the campaign's objective over its mean for the campaign
 * @param multiplierMicros pacing multiplier at the bid
 * @param bidMicros the bid
 * @param modelVersion the bundle that scored it
 * @param fingerprint fingerprint of the feature specification by which the following are encoded
 * @param requestIds ids of the request's side, as scored
 * @param requestFloats numbers of the request's side, as scored
 * @param candidateIds ids of the chosen candidate's side, as scored
 * @param candidateFloats numbers of the chosen candidate's side, as scored
 */
public record TrainingRow(
    String bidId,
    long bidAtMillis,
    long campaignMillis,
    String exchange,
    String site,
    String category,
    String userKey,
    String campaignId,
    String creativeId,
    int w,
    int h,
    int at,
    long floorMicros,
    int candidates,
    double probability,
    double normalisedScore,
    double multiplierMicros,
    long bidMicros,
    String modelVersion,
    String fingerprint,
    int[] requestIds,
    float[] requestFloats,
    int[] candidateIds,
    float[] candidateFloats) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FINGERPRINT = FeatureEncoder.SPEC.fingerprint();

  /**
   * The row of a sampled bid.
   *
   * @param creative the chosen creative
   */
  static TrainingRow of(
      ProposedBid bid,
      Creative creative,
      long bidMicros,
      double multiplierMicros,
      long bidAtMillis) {
    EncodedRow row = bid.row();
    return new TrainingRow(
        bid.bidId(),
        bidAtMillis,
        bid.campaignMillis(),
        bid.exchange(),
        bid.site(),
        row.siteCategory(),
        bid.userKey(),
        bid.campaignId(),
        bid.creativeId(),
        creative.w(),
        creative.h(),
        bid.at(),
        bid.floorMicros(),
        bid.candidates(),
        bid.probability(),
        bid.normalisedScore(),
        multiplierMicros,
        bidMicros,
        bid.modelVersion(),
        FINGERPRINT,
        row.requestIds(),
        row.requestFloats(),
        row.candidateIds(),
        row.candidateFloats());
  }

  /** Writes the row as a record of topic {@code training-log}: JSON with the components' names. */
  public static OutRecord toRecord(TrainingRow row) {
    try {
      return new OutRecord(row.bidId(), null, JSON.writeValueAsBytes(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings and numbers is always writable", e);
    }
  }
}
