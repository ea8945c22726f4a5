package io.paceline.training.prepared;

import io.paceline.core.scoring.EncodedRow;

/**
 * One impression that was shown, with what it was scored on and what came of it; a line of {@link
 * PreparedFolder#EXAMPLES}.
 *
 * @param bidId the bid
 * @param campaignMillis campaign time of the decision
 * @param exchange where it was made
 * @param site domain of the page, or null
 * @param campaignId what was shown
 * @param clicked whether the user clicked
 * @param conversions that followed
 * @param marketPriceMicros market price, micros per impression; 0 where unknown
 * @param row what the model is fed for it
 */
public record PreparedExample(
    String bidId,
    long campaignMillis,
    String exchange,
    String site,
    String campaignId,
    boolean clicked,
    int conversions,
    long marketPriceMicros,
    EncodedRow row) {}
