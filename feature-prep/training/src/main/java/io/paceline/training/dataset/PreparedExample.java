package io.paceline.training.dataset;

import io.paceline.core.scoring.EncodedRow;
import org.jspecify.annotations.Nullable;

/**
 * One impression that was shown, with its outcome and the encoded row that the model is fed for it;
 * a line of {@link PreparedFolder#EXAMPLES}.
 *
 * @param bidId id of the bid
 * @param campaignMillis campaign time of the decision
 * @param exchange exchange that the bid was made to
 * @param site domain of the page, or null
 * @param campaignId campaign whose ad was shown
 * @param clicked whether the user clicked
 * @param conversions number of conversions that followed
 * @param marketPriceMicros market price, micros per impression; 0 where unknown
 * @param row what the model is fed for the impression
 */
public record PreparedExample(
    String bidId,
    long campaignMillis,
    String exchange,
    @Nullable String site,
    String campaignId,
    boolean clicked,
    int conversions,
    long marketPriceMicros,
    EncodedRow row) {}
