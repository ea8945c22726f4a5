package io.paceline.deploy.report;

import io.paceline.deploy.report.RunHistory.CampaignSample;
import io.paceline.deploy.report.RunHistory.Sample;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The data that the report's script draws: columns of numbers, in the units that the reader sees.
 */
final class ReportData {
  private static final double HOUR_MILLIS = 3_600_000.0;
  private static final double MICROS_PER_CPM = 1_000.0;

  private ReportData() {}

  /** The object that becomes the page's block of JSON. */
  static Object of(RunSummary summary, RunHistory history) {
    Headline headline = Headline.of(summary);
    return new Report(
        new HeadlineRow(name(headline.mark()), headline.text()),
        new Run(
            summary.played(),
            summary.counts(),
            summary.counts().winRate(),
            money(summary),
            summary.latencyMillis(),
            summary.throughputPerSecond(),
            summary.notes()),
        campaigns(summary, history),
        day(history),
        Limits.OF_VERDICTS);
  }

  private static String name(Verdict.Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT);
  }

  private static Money money(RunSummary summary) {
    RunSummary.Money money = summary.money();
    return new Money(
        Amounts.money(money.spendMicros()),
        Amounts.money(money.exchangeSpendMicros()),
        Amounts.money(money.overspendMicros()),
        money.overspendMicros() == 0,
        money.spendMicros() == money.exchangeSpendMicros(),
        RunSummary.spendShare(summary.judged()));
  }

  private static List<CampaignRow> campaigns(RunSummary summary, RunHistory history) {
    List<CampaignRow> rows = new ArrayList<>();
    for (CampaignSummary campaign : summary.campaigns()) {
      Verdict verdict = Verdict.of(campaign);
      int index = history.campaignIds().indexOf(campaign.id());
      rows.add(
          new CampaignRow(
              campaign.id(),
              index < 0 ? campaign.id() : history.campaignNames().get(index),
              new CampaignMoney(
                  Amounts.money(campaign.budgetMicros()),
                  Amounts.money(campaign.spendMicros()),
                  Amounts.money(campaign.exchangeSpendMicros()),
                  campaign.spendShare(),
                  campaign.hindsightRatio()),
              deviations(campaign),
              verdict.words(),
              name(verdict.mark()),
              new Curves(
                  column(history, index, CampaignSample::spendShare),
                  column(history, index, CampaignSample::targetSpendShare),
                  column(history, index, sample -> sample.pacingMultiplier() / MICROS_PER_CPM))));
    }
    return rows;
  }

  private static double[] deviations(CampaignSummary campaign) {
    double[] spent = campaign.spendShareAt().values();
    double[] planned = campaign.planShareAt().values();
    double[] deviations = new double[spent.length];
    for (int i = 0; i < spent.length; i++) {
      deviations[i] = spent[i] - planned[i];
    }
    return deviations;
  }

  private static Day day(RunHistory history) {
    return new Day(
        column(history, sample -> sample.offsetMillis() / HOUR_MILLIS),
        column(history, Sample::requestsPerSecond),
        column(history, Sample::winRate),
        column(history, Sample::p50Millis),
        column(history, Sample::p99Millis));
  }

  private static List<@Nullable Double> column(
      RunHistory history, ToDoubleFunction<Sample> figure) {
    List<@Nullable Double> column = new ArrayList<>();
    for (Sample sample : history.samples()) {
      column.add(rounded(figure.applyAsDouble(sample)));
    }
    return column;
  }

  private static List<@Nullable Double> column(
      RunHistory history, int campaign, ToDoubleFunction<CampaignSample> figure) {
    return campaign < 0
        ? List.of()
        : column(history, sample -> figure.applyAsDouble(sample.campaigns().get(campaign)));
  }

  /**
   * The value, rounded to four decimals, which are finer than a pixel; null, which the plots show
   * as a gap, where nothing was measured.
   */
  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null;
  }

  private record Report(
      HeadlineRow headline, Run run, List<CampaignRow> campaigns, Day day, Limits limits) {}

  private record HeadlineRow(String mark, String text) {}

  private record Run(
      RunSummary.Played played,
      RunSummary.Counts counts,
      double winRate,
      Money money,
      RunSummary.Latency latencyMillis,
      double throughputPerSecond,
      List<String> notes) {}

  private record Money(
      String spend,
      String exchangeSpend,
      String overspend,
      boolean nothingOverspent,
      boolean booksEqual,
      double judgedSpendShare) {}

  private record CampaignRow(
      String id,
      String name,
      CampaignMoney money,
      double[] deviations,
      String verdict,
      String mark,
      Curves curves) {}

  private record CampaignMoney(
      String budget,
      String spend,
      String exchangeSpend,
      double spendShare,
      double hindsightRatio) {}

  private record Curves(
      List<@Nullable Double> spendShares,
      List<@Nullable Double> planShares,
      List<@Nullable Double> multipliers) {}

  private record Day(
      List<@Nullable Double> hours,
      List<@Nullable Double> requestsPerSecond,
      List<@Nullable Double> winRate,
      List<@Nullable Double> p50Millis,
      List<@Nullable Double> p99Millis) {}

  /** The limits by which verdicts are given, for the sentence that explains them. */
  private record Limits(
      double ampleMarket, double fullSpend, long enoughImpressions, double planTolerance) {

    static final Limits OF_VERDICTS =
        new Limits(
            Verdict.AMPLE_MARKET,
            Verdict.FULL_SPEND,
            Verdict.ENOUGH_IMPRESSIONS,
            Verdict.PLAN_TOLERANCE);
  }
}
