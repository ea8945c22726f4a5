package io.paceline.training.preparation;

import io.paceline.core.scoring.EncodedRow;

/**
 * A bid as a log tells it.
 *
 * @param bidAtMillis wall time
 * @param campaignMillis campaign time
 * @param exchange where it was made
 * @param site domain of the page, or null
 * @param category of the site, or null
 * @param userKey hashed user key, or null
 * @param campaignId the campaign
 * @param adCategory what the ad is about, or null where the log does not say
 * @param firstPrice true where the winner pays its own bid
 * @param bidMicros the bid
 * @param probability as scored, 0 where no model scored it
 * @param row as scored; null where that was by another feature specification
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
