package io.paceline.job.spend;

import io.paceline.core.notice.Adjustment;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed adjustment that still has to fit its budget.
 *
 * @param adjustment the adjustment
 * @param origin the record that it came in, needed if the adjustment is refused
 */
public record AdjustmentArrived(Adjustment adjustment, RawRecord origin) {}
