package io.paceline.job.spend;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.core.spend.Pricing;
import io.paceline.job.kafka.OutRecord;
import io.paceline.model.features.FeatureEncoder;
import java.io.IOException;
import java.util.Objects;

/**
 * One sampled bid as it was decided (topic {@code training-log}). The batch preparation, not the
 * job, joins it with its notices by the bid's id.
 *
 * @param proposed the bid before its price, with the row that was scored
 * @param w width of the creative and of the slot that it fills, pixels
 * @param h height of the creative and of the slot that it fills, pixels
 * @param pacingMultiplier pacing multiplier at the bid, micros per unit of normalised score
 * @param bidMicros the bid, micros per impression
 * @param bidAtMillis wall time of the bid
 */
public record TrainingRow(
    ProposedBid proposed, int w, int h, double pacingMultiplier, long bidMicros, long bidAtMillis) {

  private static final String FINGERPRINT = FeatureEncoder.SPEC.fingerprint();

  /**
   * The row of a sampled bid.
   *
   * @param bidAtMillis wall time of the bid
   */
  static TrainingRow of(ProposedBid bid, Pricing.Price price, long bidAtMillis) {
    return new TrainingRow(
        bid,
        price.creative().w(),
        price.creative().h(),
        price.pacingMultiplier(),
        price.micros(),
        bidAtMillis);
  }

  /**
   * Writes the row as a record of topic {@code training-log}: one flat JSON object, in which absent
   * texts are null. {@code category} is the first category of the site as it was scored, and {@code
   * fingerprint} is that of the feature specification by which ids and floats are encoded.
   */
  public static OutRecord toRecord(TrainingRow row) {
    return new OutRecord(row.proposed.bidId(), null, JsonBytes.write(row::write));
  }

  private void write(JsonGenerator json) throws IOException {
    ProposedBid.Auction auction = proposed.auction();
    ProposedBid.Estimate estimate = proposed.estimate();
    EncodedRow scored = Objects.requireNonNull(proposed.row(), "a sampled bid carries its row");
    json.writeStartObject();
    json.writeStringField("bidId", proposed.bidId());
    json.writeNumberField("bidAtMillis", bidAtMillis);
    json.writeNumberField("campaignMillis", proposed.campaignMillis());
    json.writeStringField("exchange", proposed.imp().exchange());
    json.writeStringField("site", auction.site());
    json.writeStringField("category", scored.siteCategory());
    json.writeStringField("userKey", auction.userKey());
    json.writeStringField("campaignId", proposed.chosen().campaignId());
    json.writeStringField("creativeId", proposed.chosen().creativeId());
    json.writeNumberField("w", w);
    json.writeNumberField("h", h);
    json.writeNumberField("at", auction.at());
    json.writeNumberField("floorMicros", auction.floorMicros());
    json.writeNumberField("candidates", estimate.candidates());
    json.writeNumberField("probability", estimate.probability());
    json.writeNumberField("normalisedScore", estimate.normalisedScore());
    json.writeNumberField("pacingMultiplier", pacingMultiplier);
    json.writeNumberField("bidMicros", bidMicros);
    json.writeStringField("modelVersion", estimate.modelVersion());
    json.writeStringField("fingerprint", FINGERPRINT);
    write(json, "requestIds", scored.requestIds());
    write(json, "requestFloats", scored.requestFloats());
    write(json, "candidateIds", scored.candidateIds());
    write(json, "candidateFloats", scored.candidateFloats());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, int[] values) throws IOException {
    json.writeFieldName(field);
    json.writeArray(values, 0, values.length);
  }

  private static void write(JsonGenerator json, String field, float[] values) throws IOException {
    json.writeArrayFieldStart(field);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
