package io.paceline.job.spend;

import io.paceline.core.notice.SpendReport;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed spend report that still has to fit its budget.
 *
 * @param report what it says
 * @param origin the record, for the case that it is refused
 */
public record SpendReportArrived(SpendReport report, RawRecord origin) {}
