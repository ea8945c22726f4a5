package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.deploy.exchange.DayFigures;
import io.paceline.deploy.report.ProgressLine.Progress;
import io.paceline.deploy.report.RunHistory;
import io.paceline.deploy.report.RunHistory.CampaignSample;
import io.paceline.deploy.report.RunHistory.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Records how the figures move while the day is played. Used by one thread. */
final class DayRecorder {

  private static final double MEDIAN = 50;
  private static final double TAIL = 99;
  private static final int DIGITS = 3;
  private static final long LOOK_BACK_NANOS = 3_000_000_000L;

  private final List<Campaign> campaigns;
  private final CampaignClock clock;
  private final DayFigures figures;
  private final PacingWatch pacing;
  private final List<Campaign> steered;
  private final List<Sample> samples = new ArrayList<>();

  /** The samples that the progress line covers; the figures of one sample alone would flicker. */
  private final ArrayDeque<Interval> recent = new ArrayDeque<>();

  private Counts last;

  private record Counts(long nanos, long requests, long bids, long wins) {}

  private record Interval(Counts begin, Histogram latencies) {}

  /**
   * Makes a recorder.
   *
   * @param campaigns all of the day's campaigns
   * @param steered campaigns whose spend and plan the progress line sums up; a campaign whose
   *     budget the market cannot use up would hide how the others do
   */
  DayRecorder(
      List<Campaign> campaigns,
      List<Campaign> steered,
      CampaignClock clock,
      DayFigures figures,
      PacingWatch pacing) {
    this.campaigns = campaigns;
    this.steered = steered;
    this.clock = clock;
    this.figures = figures;
    this.pacing = pacing;
    this.last = counts();
  }

  private Counts counts() {
    return new Counts(System.nanoTime(), figures.requests(), figures.bids(), figures.wins());
  }

  /** Takes a sample, and gives the progress of the last few seconds. */
  Progress sample(long nowMillis) {
    Counts now = counts();
    Histogram latencies = figures.takeRecent();
    long offset = clock.campaignMillis(nowMillis) - clock.epochMillis();
    List<CampaignSample> shares = new ArrayList<>(campaigns.size());
    for (Campaign campaign : campaigns) {
      shares.add(sample(pacing.of(campaign.budget().id())));
    }
    samples.add(
        new Sample(
            offset,
            requestsPerSecond(last, now),
            winRate(last, now),
            percentile(latencies, MEDIAN),
            percentile(latencies, TAIL),
            shares));
    recent.add(new Interval(last, latencies));
    last = now;
    return progress(offset, now);
  }

  private Progress progress(long offset, Counts now) {
    while (recent.size() > 1 && now.nanos() - recent.peek().begin().nanos() > LOOK_BACK_NANOS) {
      recent.poll();
    }
    Histogram latencies = new Histogram(DIGITS);
    recent.forEach(interval -> latencies.add(interval.latencies()));
    Counts begin = recent.peek().begin();
    long spend = 0;
    long plan = 0;
    long budget = 0;
    for (Campaign campaign : steered) {
      budget += campaign.budget().dailyMicros();
      PacingUpdate update = pacing.of(campaign.budget().id());
      if (update != null) {
        spend += update.spend().periodMicros();
        plan += (long) (update.progress().targetSpendShare() * update.period().budgetMicros());
      }
    }
    return new Progress(
        offset,
        requestsPerSecond(begin, now),
        winRate(begin, now),
        spend,
        plan,
        budget,
        percentile(latencies, TAIL));
  }

  private static double requestsPerSecond(Counts begin, Counts end) {
    return (end.requests() - begin.requests())
        / Math.max(1e-3, (end.nanos() - begin.nanos()) / 1e9);
  }

  private static double winRate(Counts begin, Counts end) {
    long bids = end.bids() - begin.bids();
    return bids == 0 ? Double.NaN : (double) (end.wins() - begin.wins()) / bids;
  }

  private static double percentile(Histogram micros, double percentile) {
    return micros.getTotalCount() == 0
        ? Double.NaN
        : micros.getValueAtPercentile(percentile) / 1_000.0;
  }

  private static CampaignSample sample(@Nullable PacingUpdate update) {
    if (update == null) {
      return new CampaignSample(0, 0, Double.NaN);
    }
    long budgetMicros = update.period().budgetMicros();
    double share = budgetMicros == 0 ? 0 : (double) update.spend().periodMicros() / budgetMicros;
    return new CampaignSample(
        share, update.progress().targetSpendShare(), update.control().pacingMultiplier());
  }

  RunHistory history() {
    return new RunHistory(
        campaigns.stream().map(Campaign::id).toList(),
        campaigns.stream().map(Campaign::name).toList(),
        List.copyOf(samples));
  }
}
