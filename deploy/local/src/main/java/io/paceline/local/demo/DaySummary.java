package io.paceline.local.demo;

import io.paceline.auction.ExchangeBooks;
import io.paceline.campaign.Campaign;
import io.paceline.local.exchange.DayFigures;
import io.paceline.local.report.RunSummary;
import io.paceline.local.report.RunSummary.CampaignSummary;
import io.paceline.local.report.RunSummary.DayShares;
import io.paceline.local.report.RunSummary.Latency;
import io.paceline.openrtb.NoBidReason;
import io.paceline.pacing.BudgetPeriods;
import io.paceline.pacing.PacingUpdate;
import io.paceline.pacing.SpendPlan;
import io.paceline.pacing.TrafficCurve;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums a played day up: the ledger's word and the exchange's books side by side. */
final class DaySummary {

  private static final long HOUR_MILLIS = 3_600_000L;

  private final List<Campaign> campaigns;
  private final long epochMillis;
  private final TrafficCurve traffic;
  private final ExchangeBooks books;
  private final PacingWatch ledgers;
  private final Map<String, Long> hindsight;

  DaySummary(
      List<Campaign> campaigns,
      long epochMillis,
      TrafficCurve traffic,
      ExchangeBooks books,
      PacingWatch ledgers,
      Map<String, Long> hindsight) {
    this.campaigns = campaigns;
    this.epochMillis = epochMillis;
    this.traffic = traffic;
    this.books = books;
    this.ledgers = ledgers;
    this.hindsight = hindsight;
  }

  RunSummary of(
      String market,
      double speed,
      int parallelism,
      String modelVersion,
      DayFigures figures,
      long deadLetters,
      List<String> notes) {
    List<CampaignSummary> rows = new ArrayList<>(campaigns.size());
    for (Campaign campaign : campaigns) {
      rows.add(row(campaign));
    }
    ExchangeBooks.Account total = books.total();
    Map<String, Long> noBids = new TreeMap<>();
    for (NoBidReason reason : NoBidReason.values()) {
      if (figures.noBids(reason) > 0) {
        noBids.put(reason.name(), figures.noBids(reason));
      }
    }
    return new RunSummary(
        market,
        speed,
        parallelism,
        modelVersion,
        figures.requests(),
        figures.imps(),
        figures.decisions(),
        figures.bids(),
        total.wins(),
        total.losses(),
        total.clicks(),
        deadLetters,
        noBids,
        rows.stream().mapToLong(CampaignSummary::spendMicros).sum(),
        total.spendMicros(),
        rows.stream()
            .mapToLong(row -> Math.max(0, row.exchangeSpendMicros() - row.budgetMicros()))
            .sum(),
        new Latency(
            figures.latencyMillis(50), figures.latencyMillis(95), figures.latencyMillis(99)),
        figures.requestsPerSecond(),
        rows,
        notes);
  }

  private CampaignSummary row(Campaign campaign) {
    ExchangeBooks.Account account = books.account(campaign.id());
    PacingUpdate ledger = ledgers.of(campaign.budgetId());
    return new CampaignSummary(
        campaign.id(),
        campaign.dailyBudgetMicros(),
        ledger == null ? 0 : ledger.totalSpendMicros(),
        account.spendMicros(),
        hindsight.getOrDefault(campaign.id(), 0L),
        new DayShares(
            spent(campaign, account, 6),
            spent(campaign, account, 12),
            spent(campaign, account, 18),
            spent(campaign, account, 24)),
        new DayShares(
            planned(campaign, 6),
            planned(campaign, 12),
            planned(campaign, 18),
            planned(campaign, 24)));
  }

  private static double spent(Campaign campaign, ExchangeBooks.Account account, int hour) {
    return (double) account.spendBeforeMicros(hour) / campaign.dailyBudgetMicros();
  }

  private double planned(Campaign campaign, int hour) {
    return SpendPlan.planShare(
        campaign.pacingMode(),
        traffic,
        ZoneId.of(campaign.timeZone()),
        BudgetPeriods.periodAt(campaign, epochMillis, 0),
        campaign.flightStartMillis(),
        epochMillis + hour * HOUR_MILLIS,
        campaign.targeting().hours());
  }
}
