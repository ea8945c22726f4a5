package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.SpendReport;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the spend reports of a script: what the exchanges' books say, or a given amount. Bids that
 * were made while their campaign had no daily budget belong to no day, so an exchange that got such
 * bids reports the campaign's whole flight, even if the campaign has a daily budget by then.
 */
final class SpendReporting {

  private record Bidder(String exchange, String campaignId) {}

  /** What reports are made of. */
  private final Books books;

  private final List<String> exchanges;
  private final PlayedDays days;
  private final CampaignClock clock;
  private final Inbox inbox;
  private final RehearsedJob job;
  private final Consumer<String> remarks;

  /** The exchanges and campaigns with bids that belong to no day. */
  private final Set<Bidder> ofNoDay = new HashSet<>();

  /**
   * Reports from these books to this job.
   *
   * @param exchanges the names of all exchanges, in the order in which they report
   * @param remarks takes a sentence about each report that changed nothing
   */
  SpendReporting(
      Books books,
      List<String> exchanges,
      PlayedDays days,
      CampaignClock clock,
      Inbox inbox,
      RehearsedJob job,
      Consumer<String> remarks) {
    this.books = books;
    this.exchanges = exchanges;
    this.days = days;
    this.clock = clock;
    this.inbox = inbox;
    this.job = job;
    this.remarks = remarks;
  }

  /** A campaign, as it is now, bids at an exchange. */
  void bid(String exchange, Campaign campaign) {
    if (!campaign.budget().isDaily()) {
      ofNoDay.add(new Bidder(exchange, campaign.id()));
    }
  }

  /** Sends the reports of a line. */
  void send(Script.Line line, Script.Report report) {
    for (Campaign campaign : job.campaigns()) {
      if (report.campaignId() != null && !report.campaignId().equals(campaign.id())) {
        continue;
      }
      for (String exchange : exchanges) {
        if (report.exchange() == null || report.exchange().equals(exchange)) {
          send(line, report, campaign, exchange);
        }
      }
    }
  }

  private void send(Script.Line line, Script.Report report, Campaign campaign, String exchange) {
    LocalDate today = PlayedDays.day(line.atMillis(), campaign.flight().zone());
    boolean ofFlight =
        report.day() == null && ofNoDay.contains(new Bidder(exchange, campaign.id()));
    if (ofFlight || !campaign.budget().isDaily()) {
      long micros = 0;
      for (LocalDate date : days.dates()) {
        micros = Math.addExact(micros, books.spendMicros(date, exchange, campaign.id()));
      }
      send(line, report, campaign, exchange, null, micros, today);
      return;
    }
    for (LocalDate date : days.dates()) {
      boolean asked = report.day() == null ? !date.isAfter(today) : date.equals(report.day());
      long micros = books.spendMicros(date, exchange, campaign.id());
      // An exchange has nothing to report of a day on which it billed nothing.
      if (asked && (report.amountMicros() != null || micros > 0)) {
        send(line, report, campaign, exchange, date, micros, date);
      }
    }
  }

  private void send(
      Script.Line line,
      Script.Report report,
      Campaign campaign,
      String exchange,
      @Nullable LocalDate day,
      long booksMicros,
      LocalDate countsTo) {
    SpendReport sent =
        new SpendReport(
            exchange,
            campaign.id(),
            campaign.budget().id(),
            day == null ? null : day.toString(),
            clock.wallMillis(report.upToMillis()),
            report.amountMicros() == null ? booksMicros : report.amountMicros(),
            report.isFinal());
    inbox.arrive(() -> read(line, sent, countsTo));
  }

  private void read(Script.Line line, SpendReport report, LocalDate countsTo) {
    try {
      Settlement settlement = job.report(report, countsTo);
      if (settlement != Settlement.BOOKED) {
        remark(line, "the report of " + named(report) + " changed nothing: " + settlement);
      }
    } catch (InvalidSpendReportException e) {
      remark(line, "the report of " + named(report) + " was refused: " + e.getMessage());
    }
  }

  private static String named(SpendReport report) {
    return report.exchange()
        + " for "
        + report.campaignId()
        + (report.day() == null ? "" : " on " + report.day());
  }

  private void remark(Script.Line line, String sentence) {
    remarks.accept("line " + line.number() + ": " + sentence);
  }
}
