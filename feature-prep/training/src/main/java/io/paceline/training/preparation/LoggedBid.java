package io.paceline.training.preparation;

import io.paceline.core.scoring.EncodedRow;

/**
 * A bid as a log tells it.
 *
 * @param bidAtMillis wall time of the bid
 * @param campaignMillis campaign time of the bid
 * @param exchange exchange that the bid was made to
 * @param site domain of the page, or null
 * @param category of the site, or null
 * @param userKey hashed user key, or null
 * @param campaignId the campaign
 * @param adCategory what the ad is about, or null where the log does not say
 * @param firstPrice true where the winner pays its own bid
 * @param bidMicros price of the bid, micros per impression
 * @param probability click probability that a model gave, 0 where no model scored the bid
 * @param row encoded row that the model was fed; null where another feature specification encoded
 *     it
 */
public record LoggedBid(
    long bidAtMillis,
    long campaignMillis,
    String exchange,
    String site,
    String category,
    String userKey,
    String campaignId,
    String adCategory,
    boolean firstPrice,
    long bidMicros,
    double probability,
    EncodedRow row) {}
