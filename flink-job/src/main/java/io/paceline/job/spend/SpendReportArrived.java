package io.paceline.job.spend;

import io.paceline.core.notice.SpendReport;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed spend report that still has to fit its budget.
 *
 * @param report the report
 * @param origin the record that it came in, needed if the report is refused
 * @param waitsUntilMillis until when it waits for its campaign, see {@link AwaitedCampaign}; 0
 *     while it has not waited
 */
public record SpendReportArrived(SpendReport report, RawRecord origin, long waitsUntilMillis) {

  /** A report that was just read. */
  public SpendReportArrived(SpendReport report, RawRecord origin) {
    this(report, origin, 0);
  }

  SpendReportArrived waitingUntil(long millis) {
    return new SpendReportArrived(report, origin, millis);
  }
}
