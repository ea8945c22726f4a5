package io.paceline.job.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.allocation.ProposedBid;
import io.paceline.job.edge.OutRecord;

/**
 * One bid as it was decided (topic {@code training-log}); joined with its notices by {@code bidId}
 * in the batch, not here.
 *
 * @param bidId joins notices
 * @param bidAtMillis wall time of the bid
 * @param campaignMillis campaign time of the decision
 * @param exchange where it was made
 * @param site domain of the page, or null
 * @param userKey hashed user key, or null
 * @param campaignId the chosen campaign
 * @param creativeId the chosen creative
 * @param w slot width
 * @param h slot height
 * @param at auction type
 * @param floorMicros lowest accepted bid
 * @param candidates how many campaigns competed
 * @param probability click probability as scored
 * @param normalisedScore probability over the campaign's mean
 * @param multiplierMicros pacing multiplier at the bid
 * @param bidMicros the bid
 * @param modelVersion the bundle that scored it
 */
public record TrainingRow(
    String bidId,
    long bidAtMillis,
    long campaignMillis,
    String exchange,
    String site,
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
    String modelVersion) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static TrainingRow of(
      ProposedBid bid, long bidMicros, double multiplierMicros, long bidAtMillis) {
    return new TrainingRow(
        bid.bidId(),
        bidAtMillis,
        bid.campaignMillis(),
        bid.exchange(),
        bid.site(),
        bid.userKey(),
        bid.campaignId(),
        bid.creativeId(),
        bid.w(),
        bid.h(),
        bid.at(),
        bid.floorMicros(),
        bid.candidates(),
        bid.probability(),
        bid.normalisedScore(),
        multiplierMicros,
        bidMicros,
        bid.modelVersion());
  }

  /** The record of topic {@code training-log}, JSON with the components' names. */
  public static OutRecord toRecord(TrainingRow row) {
    try {
      return new OutRecord(row.bidId(), null, JSON.writeValueAsBytes(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings and numbers is always writable", e);
    }
  }
}
