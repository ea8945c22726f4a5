package io.paceline.job.spend;

import io.paceline.core.notice.Adjustment;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed adjustment that still has to fit its budget.
 *
 * @param adjustment the adjustment
 * @param origin the record that it came in, needed if the adjustment is refused
 * @param waitsUntilMillis until when it waits for its campaign, see {@link AwaitedCampaign}; 0
 *     while it has not waited for one
 */
public record AdjustmentArrived(Adjustment adjustment, RawRecord origin, long waitsUntilMillis) {

  /** An adjustment that was just read. */
  public AdjustmentArrived(Adjustment adjustment, RawRecord origin) {
    this(adjustment, origin, 0);
  }

  AdjustmentArrived waitingUntil(long millis) {
    return new AdjustmentArrived(adjustment, origin, millis);
  }
}
