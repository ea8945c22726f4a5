package io.paceline.deploy.report;

import io.paceline.deploy.report.RunHistory.CampaignSample;
import io.paceline.deploy.report.RunHistory.Sample;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.DayShares;
import io.paceline.deploy.report.RunSummary.Latency;
import io.paceline.deploy.report.RunSummary.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A made-up day of smooth curves with seeded noise, for tests of the reports. */
final class MadeUpRun {
  static final int CAMPAIGNS = 30;
  private static final int SAMPLES = 180;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long BUDGET_MICROS = 40_000_000L;

  private MadeUpRun() {}

  static RunSummary summary() {
    List<CampaignSummary> campaigns = new ArrayList<>();
    for (int i = 0; i < CAMPAIGNS; i++) {
      campaigns.add(campaign(i));
    }
    long spend = campaigns.stream().mapToLong(CampaignSummary::spendMicros).sum();
    return new RunSummary(
        new RunSummary.Played(
            "made-up market for tests, <seed> 1",
            480.0,
            2,
            "test-model-1",
            new Machine(1_500, 500, 500, false, 250, 12)),
        new RunSummary.Counts(
            90_000,
            120_000,
            120_000,
            64_500,
            21_300,
            43_200,
            412,
            7,
            Map.of(
                "BID_TOO_LOW",
                34_400L,
                "NO_CREATIVE",
                14_000L,
                "FREQUENCY_CAP",
                6_300L,
                "DEADLINE",
                800L)),
        new RunSummary.Money(spend, spend, 0, null),
        new Latency(3.2, 9.7, 21.4),
        499.6,
        campaigns,
        List.of("figures are made up by a test"));
  }

  static RunHistory history() {
    Random random = new Random(7);
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int c = 0; c < CAMPAIGNS; c++) {
      ids.add(id(c));
      names.add("Made-up " + (c + 1));
    }
    List<Sample> samples = new ArrayList<>();
    for (int s = 1; s <= SAMPLES; s++) {
      double x = (double) s / SAMPLES;
      List<CampaignSample> campaigns = new ArrayList<>();
      for (int c = 0; c < CAMPAIGNS; c++) {
        campaigns.add(
            new CampaignSample(
                Math.min(1.0, spendShare(c, x) + 0.004 * random.nextGaussian()),
                plan(x),
                90_000 * (1.0 + 0.3 * Math.sin(6 * x + c)) + 2_000 * random.nextGaussian()));
      }
      samples.add(
          new Sample(
              (long) (x * DAY_MILLIS),
              500 * (0.6 - 0.4 * Math.cos(2 * Math.PI * (x - 0.1))) + 10 * random.nextGaussian(),
              s == 1 ? Double.NaN : 0.33 + 0.05 * Math.sin(5 * x) + 0.01 * random.nextGaussian(),
              3 + 0.3 * random.nextGaussian(),
              20 + 6 * Math.abs(random.nextGaussian()),
              campaigns));
    }
    return new RunHistory(ids, names, samples);
  }

  private static CampaignSummary campaign(int i) {
    long spend = (long) (BUDGET_MICROS * spendShare(i, 1.0));
    return new CampaignSummary(
        id(i),
        BUDGET_MICROS,
        spend,
        spend,
        BUDGET_MICROS * (i % 7 == 6 ? 2 : 5),
        new DayShares(
            spendShare(i, 0.25), spendShare(i, 0.5), spendShare(i, 0.75), spendShare(i, 1)),
        new DayShares(plan(0.25), plan(0.5), plan(0.75), plan(1.0)),
        1_000,
        false,
        i % 10 == 4 ? "BEHIND: most auctions are lost" : null);
  }

  private static String id(int i) {
    return "c" + (i + 1);
  }

  private static double plan(double x) {
    return x - 0.12 * Math.sin(2 * Math.PI * x);
  }

  /**
   * Share of the budget that is spent by share {@code x} of the day. Most campaigns follow their
   * plan; every tenth lags behind it, and every seventh has too small a market.
   */
  private static double spendShare(int campaign, double x) {
    double share = plan(x) + 0.02 * Math.sin(9 * x + campaign) * (1 - x);
    if (campaign % 10 == 4) {
      return 0.78 * share;
    }
    return Math.max(0.0, Math.min(0.995, campaign % 7 == 6 ? 0.6 * share : share));
  }
}
