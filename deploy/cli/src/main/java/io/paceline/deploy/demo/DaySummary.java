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
import io.paceline.simulator.exchange.ExchangeBooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums a played day up, with the figures of the ledgers beside those of the exchange's books. */
final class DaySummary {

  private static final long HOUR_MILLIS = 3_600_000L;

  private final RunningDemo demo;
  private final List<CampaignWatch.Booked> campaigns;
  private final Set<String> played;
  private final long epochMillis = DemoSetup.EPOCH;
  private final TrafficWeek traffic;
  private final ExchangeBooks books;
  private final PacingWatch ledgers;
  private final Map<String, Long> hindsight;

  /**
   * The summary of a day that is over.
   *
   * @param demo what played the day
   * @param books the exchange's books, closed
   */
  DaySummary(RunningDemo demo, ExchangeBooks books) {
    PlayedMarket market = demo.played();
    this.demo = demo;
    this.campaigns = demo.watches().campaigns().all();
    this.played =
        market.market().campaigns(epochMillis).stream()
            .map(Campaign::id)
            .collect(Collectors.toSet());
    this.traffic =
        TrafficWeek.of(market.announcement().trafficShares(), market.announcement().weekShares());
    this.books = books;
    this.ledgers = demo.watches().pacing();
    this.hindsight = market.hindsightMicros();
  }

  /**
   * All figures of the day.
   *
   * @param parallelism subtasks of each operator of the job
   * @param lost notices that were lost on purpose, null where none were to be lost
   * @param notes what a reader should know about this run, in words
   */
  RunSummary of(int parallelism, @Nullable Lost lost, List<String> notes) {
    DayFigures figures = demo.exchange().figures();
    List<CampaignSummary> rows = new ArrayList<>(campaigns.size());
    for (CampaignWatch.Booked booked : campaigns) {
      rows.add(row(booked));
    }
    return new RunSummary(
        new RunSummary.Played(
            demo.played().market().name(),
            demo.played().speed(),
            parallelism,
            demo.exchange().modelVersion(),
            demo.machine()),
        counts(figures),
        new RunSummary.Money(
            ledgers.spendMicros(),
            books.total().spendMicros(),
            rows.stream()
                .mapToLong(row -> Math.max(0, row.exchangeSpendMicros() - row.budgetMicros()))
                .sum(),
            lost),
        new Latency(
            figures.latencyMillis(50), figures.latencyMillis(95), figures.latencyMillis(99)),
        figures.requestsPerSecond(),
        rows,
        notes);
  }

  private RunSummary.Counts counts(DayFigures figures) {
    Map<String, Long> noBids = new TreeMap<>();
    for (NoBidReason reason : NoBidReason.values()) {
      if (figures.noBids(reason) > 0) {
        noBids.put(reason.name(), figures.noBids(reason));
      }
    }
    ExchangeBooks.Account total = books.total();
    return new RunSummary.Counts(
        figures.requests(),
        figures.imps(),
        figures.decisions(),
        figures.bids(),
        total.wins(),
        total.losses(),
        total.clicks(),
        demo.watches().deadLetters().count(),
        noBids);
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
        ledgers.trouble(campaign.budget().id()));
  }

  /**
   * What the campaign spent according to its ledger. A ledger knows only its budget. Where
   * campaigns share a budget, the campaign's figure in the exchange's books is taken if the figures
   * of all these campaigns add up to the ledger's; otherwise the ledger's figure for the whole
   * budget is taken.
   */
  private long ledgerSpendMicros(Campaign campaign) {
    PacingUpdate ledger = ledgers.of(campaign.budget().id());
    long ledgerMicros = ledger == null ? 0 : ledger.spend().totalMicros();
    long sharedMicros =
        campaigns.stream()
            .filter(other -> other.campaign().budget().id().equals(campaign.budget().id()))
            .mapToLong(other -> books.account(other.campaign().id()).spendMicros())
            .sum();
    return sharedMicros == ledgerMicros ? books.account(campaign.id()).spendMicros() : ledgerMicros;
  }

  private static double spent(ExchangeBooks.Account account, int hour, long budgetMicros) {
    return budgetMicros == 0 ? 0.0 : (double) account.spendBeforeMicros(hour) / budgetMicros;
  }

  private double planned(Campaign campaign, int hour) {
    return SpendPlan.targetSpendShare(
        campaign.budget().pacing(),
        traffic,
        campaign.flight().zone(),
        BudgetPeriods.periodAt(campaign, epochMillis, 0, 0),
        campaign.flight().startMillis(),
        epochMillis + hour * HOUR_MILLIS,
        campaign.targeting().hours());
  }
}
