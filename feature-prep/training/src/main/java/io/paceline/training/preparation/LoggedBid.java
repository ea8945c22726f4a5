package io.paceline.training.preparation;

import io.paceline.core.scoring.EncodedRow;
import org.jspecify.annotations.Nullable;

/**
 * A bid as a log tells it.
 *
 * @param bidAtMillis wall time of the bid
 * @param campaignMillis campaign time of the bid
 * @param page where the ad would be shown
 * @param userKey hashed user key, or null
 * @param ad what would be shown
 * @param price what was bid
 * @param scored what the model was fed, and what it gave
 */
public record LoggedBid(
    long bidAtMillis,
    long campaignMillis,
    Page page,
    @Nullable String userKey,
    Ad ad,
    Price price,
    Scored scored) {

  /**
   * Where the ad would be shown.
   *
   * @param exchange exchange that the bid was made to
   * @param site domain of the page, or null
   * @param category of the site, or null
   */
  public record Page(String exchange, @Nullable String site, @Nullable String category) {}

  /**
   * What would be shown.
   *
   * @param campaignId the campaign
   * @param category what the ad is about, or null where the log does not say
   */
  public record Ad(String campaignId, @Nullable String category) {}

  /**
   * What was bid.
   *
   * @param firstPrice true where the winner pays its own bid
   * @param bidMicros price of the bid, micros per impression
   */
  public record Price(boolean firstPrice, long bidMicros) {}

  /**
   * What the model was fed, and what it gave.
   *
   * @param probability click probability that a model gave, 0 where no model scored the bid
   * @param row encoded row that the model was fed; null where another feature specification encoded
   *     it
   */
  public record Scored(double probability, @Nullable EncodedRow row) {}
}
