package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.pacing.BudgetPeriods;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Books exchanges' spend reports in a budget's ledger. This class is plain Java over a store. */
public final class SpendReports {

  private final LedgerSettings windows;

  /** Books in ledgers with these windows. */
  public SpendReports(LedgerSettings windows) {
    this.windows = windows;
  }

  /**
   * Books a report; see {@link io.paceline.core.ledger.ExchangeSpend} for the rule.
   *
   * @param store the store of the budget, whose campaigns must be known
   * @throws InvalidSpendReportException where the report does not fit the campaign, or reaches back
   *     too far
   */
  public Settlement book(BudgetStore store, SpendReport report) throws InvalidSpendReportException {
    Campaign campaign = store.campaign(report.campaignId());
    if (campaign == null) {
      throw new InvalidSpendReportException(
          "campaign: "
              + report.campaignId()
              + " does not spend budget "
              + report.budgetId()
              + "; give its budgetId in the field budget");
    }
    Settlement settlement =
        new Ledger(store, windows)
            .report(
                report.exchange(),
                campaign.id(),
                periodKey(campaign, report.day()),
                report.amountMicros(),
                report.upToMillis(),
                report.isFinal());
    if (settlement == Settlement.BEYOND_MEMORY) {
      throw new InvalidSpendReportException(
          "upTo: "
              + Instant.ofEpochMilli(report.upToMillis())
              + " lies so far back that single bids of that time are forgotten (window.duplicates); send a"
              + " newer running total of the same period");
    }
    return settlement;
  }

  private static long periodKey(Campaign campaign, @Nullable String day)
      throws InvalidSpendReportException {
    if (!campaign.budget().isDaily()) {
      if (day != null) {
        throw new InvalidSpendReportException(
            "day: must be left out, since campaign "
                + campaign.id()
                + " has no daily budget; report its whole flight");
      }
      return BudgetPeriods.periodKey(campaign, campaign.flight().startMillis());
    }
    if (day == null) {
      throw new InvalidSpendReportException(
          "day: is needed, since campaign " + campaign.id() + " has a daily budget");
    }
    ZoneId zone = campaign.flight().zone();
    long start = LocalDate.parse(day).atStartOfDay(zone).toInstant().toEpochMilli();
    long key = BudgetPeriods.periodKey(campaign, start);
    if (key != start) {
      throw new InvalidSpendReportException(
          "day: " + day + " is not a day of the flight of campaign " + campaign.id());
    }
    return key;
  }
}
