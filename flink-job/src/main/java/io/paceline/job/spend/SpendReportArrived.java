package io.paceline.job.spend;

import io.paceline.core.notice.SpendReport;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed spend report that still has to fit its budget.
 *
 * @param report the report
 * @param origin the record that it came in, needed if the report is refused
 */
public record SpendReportArrived(SpendReport report, RawRecord origin) {}
