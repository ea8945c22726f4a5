package io.paceline.job.money;

import io.paceline.job.edge.RawRecord;
import io.paceline.notice.SpendReport;

/**
 * A well-formed spend report that still has to fit its budget.
 *
 * @param report what it says
 * @param origin the record, for the case that it is refused
 */
public record SpendReportArrived(SpendReport report, RawRecord origin) {}
