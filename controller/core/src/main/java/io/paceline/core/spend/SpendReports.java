package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.CorrectionPlace;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.ReportScope;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.pacing.DayWorth;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Books exchanges' spend reports in a budget's ledger. This class is plain Java over a store. */
public final class SpendReports {

  private final CampaignClock clock;
  private final LedgerSettings windows;

  /** Books in ledgers with these windows. */
  public SpendReports(CampaignClock clock, LedgerSettings windows) {
    this.clock = clock;
    this.windows = windows;
  }

  /**
   * Books a report; see {@link io.paceline.core.ledger.ExchangeSpend} for the rule.
   *
   * @param store the store of the budget, whose campaigns must be known
   * @throws InvalidSpendReportException where the report does not fit the campaign, reaches back
   *     too far, or would take the budget's sums beyond what can be counted; then nothing is
   *     changed
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
    Ledger ledger = new Ledger(store, windows);
    ReportScope scope = scope(ledger, campaign, report);
    Settlement settlement;
    try {
      settlement =
          ledger.report(scope, report.amountMicros(), report.upToMillis(), report.isFinal());
    } catch (ArithmeticException e) {
      throw new InvalidSpendReportException(
          "amount: takes the sums of budget " + report.budgetId() + " beyond what can be counted");
    }
    if (settlement == Settlement.BEYOND_MEMORY
        && report.day() != null
        && ledger.hasBidsOfNoDay(scope)) {
      throw new InvalidSpendReportException(
          "upTo: "
              + Instant.ofEpochMilli(report.upToMillis())
              + ", day "
              + report.day()
              + ": bids of that time are not booked by such days, so this amount might be booked"
              + " twice; report the whole flight, without day");
    }
    if (settlement == Settlement.BEYOND_MEMORY) {
      throw new InvalidSpendReportException(
          "upTo: "
              + Instant.ofEpochMilli(report.upToMillis())
              + (report.day() == null ? "" : ", day " + report.day())
              + ": lies so far back that what is booked of that time is not kept apart any more,"
              + " so this amount might be booked twice; send a newer running total of the same"
              + " period");
    }
    return settlement;
  }

  private ReportScope scope(Ledger ledger, Campaign campaign, SpendReport report)
      throws InvalidSpendReportException {
    String day = report.day();
    if (!campaign.budget().isDaily()) {
      if (day != null) {
        throw new InvalidSpendReportException(
            "day: must be left out, since campaign "
                + campaign.id()
                + " has no daily budget; report its whole flight");
      }
      return ofFlight(campaign, report);
    }
    if (day == null) {
      ReportScope flight = ofFlight(campaign, report);
      // Bids from before there was a daily budget count in no day's scope.
      if (ledger.hasBidsOfNoDay(flight)) {
        return flight;
      }
      throw new InvalidSpendReportException(
          "day: is needed, since campaign " + campaign.id() + " has a daily budget");
    }
    ReportScope scope = ofDay(campaign, report, LocalDate.parse(day));
    // An edit may have moved the flight past a day on which the campaign has spent already. A day
    // that begins at the epoch has the key of the flight, whose record it must not change.
    if (scope.periodKey() == ReportScope.FLIGHT_KEY
        || (!touchesFlight(campaign, scope) && !ledger.knows(scope))) {
      throw new InvalidSpendReportException(
          "day: " + day + " is not a day of the flight of campaign " + campaign.id());
    }
    return scope;
  }

  private ReportScope ofFlight(Campaign campaign, SpendReport report) {
    Campaign.Flight flight = campaign.flight();
    return scope(
        campaign,
        report,
        ReportScope.FLIGHT_KEY,
        CorrectionPlace.in(ReportScope.FLIGHT_KEY),
        flight.startMillis(),
        flight.endMillis());
  }

  /** The scope of a day in the zone of the exchange's reports. */
  private ReportScope ofDay(Campaign campaign, SpendReport report, LocalDate date)
      throws InvalidSpendReportException {
    ZoneId own = campaign.flight().zone();
    ZoneId stated = windows.exchanges().of(report.exchange()).reportZone();
    ZoneId zone = stated == null ? own : stated;
    long start = startOf(date, zone);
    long end = startOf(date.plusDays(1), zone);
    if (start >= end) {
      throw new InvalidSpendReportException("day: " + date + " does not exist in " + zone);
    }
    if (report.amountMicros() > 0 && report.upToMillis() <= clock.wallMillis(start)) {
      // Booked on a day that has not begun, this money would be missing on the day that spent it.
      throw new InvalidSpendReportException(
          "upTo: "
              + Instant.ofEpochMilli(report.upToMillis())
              + " is not after day "
              + date
              + " begins, which is at "
              + Instant.ofEpochMilli(clock.wallMillis(start))
              + " in "
              + zone
              + ", so nothing can be billed of it; state the zone of the exchange's reports in"
              + " --exchange."
              + report.exchange()
              + ".report-zone");
    }
    CorrectionPlace place = CorrectionPlace.in(start);
    if (stated != null) {
      // The bids of the report were made before its upTo, so no later day is concerned.
      long last = Math.min(end - 1, clock.campaignMillis(report.upToMillis() - 1));
      place =
          new CorrectionPlace(
              DayWorth.dayKeyAt(own, Math.max(start, last)), DayWorth.dayKeyAt(own, start));
    }
    return scope(campaign, report, start, place, start, end);
  }

  private boolean touchesFlight(Campaign campaign, ReportScope scope) {
    Campaign.Flight flight = campaign.flight();
    return scope.bidsFromMillis() < clock.wallMillis(flight.endMillis())
        && scope.bidsUntilMillis() > clock.wallMillis(flight.startMillis());
  }

  /** A scope from a start to an end in campaign time. */
  private ReportScope scope(
      Campaign campaign,
      SpendReport report,
      long periodKey,
      CorrectionPlace place,
      long startMillis,
      long endMillis) {
    return new ReportScope(
        report.exchange(),
        campaign.id(),
        periodKey,
        place,
        startMillis,
        clock.wallMillis(startMillis),
        clock.wallMillis(endMillis),
        clock.wallMillis(endMillis) + windows.billedWithinMillis());
  }

  private static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
