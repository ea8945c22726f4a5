package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.BudgetPeriods;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.SpendPlan;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.deploy.exchange.DayFigures;
import io.paceline.deploy.report.RunSummary;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.DayShares;
import io.paceline.deploy.report.RunSummary.Latency;
import io.paceline.deploy.report.RunSummary.Lost;
import io.paceline.deploy.report.RunSummary.Machine;
import io.paceline.simulator.exchange.ExchangeBooks;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sums a played day up, with the figures of the ledgers beside those of the exchange's books. */
final class DaySummary {

  private static final long HOUR_MILLIS = 3_600_000L;

  private final List<CampaignWatch.Booked> campaigns;
  private final Set<String> played;
  private final long epochMillis;
  private final TrafficWeek traffic;
  private final ExchangeBooks books;
  private final PacingWatch ledgers;
  private final Map<String, Long> hindsight;

  DaySummary(
      CampaignWatch campaigns,
      Set<String> played,
      long epochMillis,
      TrafficWeek traffic,
      ExchangeBooks books,
      PacingWatch ledgers,
      Map<String, Long> hindsight) {
    this.campaigns = campaigns.all();
    this.played = Set.copyOf(played);
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
      Machine machine,
      DayFigures figures,
      long deadLetters,
      Lost lost,
      List<String> notes) {
    List<CampaignSummary> rows = new ArrayList<>(campaigns.size());
    for (CampaignWatch.Booked booked : campaigns) {
      rows.add(row(booked));
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
        machine,
        figures.requests(),
        figures.imps(),
        figures.decisions(),
        figures.bids(),
        total.wins(),
        total.losses(),
        total.clicks(),
        deadLetters,
        lost,
        noBids,
        ledgers.spendMicros(),
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

  private CampaignSummary row(CampaignWatch.Booked booked) {
    Campaign campaign = booked.campaign();
    long budgetMicros = booked.highestBudgetMicros();
    ExchangeBooks.Account account = books.account(campaign.id());
    return new CampaignSummary(
        campaign.id(),
        budgetMicros,
        ledgerSpendMicros(campaign),
        account.spendMicros(),
        hindsight.getOrDefault(campaign.id(), 0L),
        new DayShares(
            spent(account, 6, budgetMicros),
            spent(account, 12, budgetMicros),
            spent(account, 18, budgetMicros),
            spent(account, 24, budgetMicros)),
        new DayShares(
            planned(campaign, 6),
            planned(campaign, 12),
            planned(campaign, 18),
            planned(campaign, 24)),
        account.wins(),
        booked.versions() > 1 || !played.contains(campaign.id()),
        ledgers.trouble(campaign.budgetId()));
  }

  /**
   * What the campaign spent according to its ledger. A ledger knows only its budget. Where
   * campaigns share a budget, the campaign's figure in the exchange's books is taken if the figures
   * of all these campaigns add up to the ledger's; otherwise the ledger's figure for the whole
   * budget is taken.
   */
  private long ledgerSpendMicros(Campaign campaign) {
    PacingUpdate ledger = ledgers.of(campaign.budgetId());
    long ledgerMicros = ledger == null ? 0 : ledger.totalSpendMicros();
    long sharedMicros =
        campaigns.stream()
            .filter(other -> other.campaign().budgetId().equals(campaign.budgetId()))
            .mapToLong(other -> books.account(other.campaign().id()).spendMicros())
            .sum();
    return sharedMicros == ledgerMicros ? books.account(campaign.id()).spendMicros() : ledgerMicros;
  }

  private static double spent(ExchangeBooks.Account account, int hour, long budgetMicros) {
    return budgetMicros == 0 ? 0.0 : (double) account.spendBeforeMicros(hour) / budgetMicros;
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
