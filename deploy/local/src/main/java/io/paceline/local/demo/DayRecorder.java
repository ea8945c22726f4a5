package io.paceline.local.demo;

import io.paceline.campaign.Campaign;
import io.paceline.clock.CampaignClock;
import io.paceline.local.exchange.DayFigures;
import io.paceline.local.report.ProgressLine.Progress;
import io.paceline.local.report.RunHistory;
import io.paceline.local.report.RunHistory.CampaignSample;
import io.paceline.local.report.RunHistory.Sample;
import io.paceline.pacing.PacingUpdate;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Writes down how the figures move while the day is played. Used by one thread. */
final class DayRecorder {

  private static final double MEDIAN = 50;
  private static final double TAIL = 99;

  private final List<Campaign> campaigns;
  private final CampaignClock clock;
  private final DayFigures figures;
  private final PacingWatch pacing;
  private final long budgetMicros;
  private final List<Sample> samples = new ArrayList<>();
  private Histogram latencies = new Histogram(3);
  private long lastNanos;
  private long lastRequests;
  private long lastBids;
  private long lastWins;

  DayRecorder(
      List<Campaign> campaigns, CampaignClock clock, DayFigures figures, PacingWatch pacing) {
    this.campaigns = campaigns;
    this.clock = clock;
    this.figures = figures;
    this.pacing = pacing;
    this.budgetMicros = campaigns.stream().mapToLong(Campaign::dailyBudgetMicros).sum();
    this.lastNanos = System.nanoTime();
  }

  /** Takes a sample of the moment and tells the progress since the last one. */
  Progress sample(long nowMillis) {
    long nanos = System.nanoTime();
    double seconds = Math.max(1e-3, (nanos - lastNanos) / 1e9);
    long requests = figures.requests();
    long bids = figures.bids();
    long wins = figures.wins();
    latencies = figures.takeRecent();
    double rate = (requests - lastRequests) / seconds;
    double winRate = bids == lastBids ? Double.NaN : (double) (wins - lastWins) / (bids - lastBids);
    boolean silent = latencies.getTotalCount() == 0;
    double p99 = silent ? Double.NaN : latencies.getValueAtPercentile(TAIL) / 1_000.0;
    double p50 = silent ? Double.NaN : latencies.getValueAtPercentile(MEDIAN) / 1_000.0;
    long offset = clock.campaignMillis(nowMillis) - clock.epochMillis();
    List<CampaignSample> now = new ArrayList<>(campaigns.size());
    for (Campaign campaign : campaigns) {
      now.add(sample(pacing.of(campaign.budgetId())));
    }
    samples.add(new Sample(offset, rate, winRate, p50, p99, now));
    lastNanos = nanos;
    lastRequests = requests;
    lastBids = bids;
    lastWins = wins;
    return new Progress(
        offset, rate, winRate, pacing.spendMicros(), pacing.planMicros(), budgetMicros, p99);
  }

  private static CampaignSample sample(PacingUpdate update) {
    if (update == null) {
      return new CampaignSample(0, 0, Double.NaN);
    }
    double share =
        update.budgetMicros() == 0
            ? 0
            : (double) update.periodSpendMicros() / update.budgetMicros();
    return new CampaignSample(share, update.planShare(), update.multiplierMicros());
  }

  RunHistory history() {
    return new RunHistory(
        campaigns.stream().map(Campaign::id).toList(),
        campaigns.stream().map(Campaign::name).toList(),
        List.copyOf(samples));
  }
}
