package io.paceline.deploy.report;

import java.util.List;

/**
 * How the figures moved over the day, for the report's plots.
 *
 * @param campaignIds the campaigns, in the order in which every sample has them
 * @param campaignNames their names for people, in the same order
 * @param samples in order of time
 */
public record RunHistory(
    List<String> campaignIds, List<String> campaignNames, List<Sample> samples) {

  /**
   * The figures of one moment. Rates and percentiles cover the time since the sample before.
   *
   * @param offsetMillis campaign time since the day's start
   * @param requestsPerSecond requests sent per wall second
   * @param winRate wins over auctions decided, 0 to 1; NaN where none was decided
   * @param p50Millis median latency, wall time; NaN where nothing was answered
   * @param p99Millis 99th percentile of the latency, wall time; NaN where nothing was answered
   * @param campaigns one per campaign
   */
  public record Sample(
      long offsetMillis,
      double requestsPerSecond,
      double winRate,
      double p50Millis,
      double p99Millis,
      List<CampaignSample> campaigns) {}

  /**
   * A campaign at one moment.
   *
   * @param spendShare what was billed since the day's start, as a share of the budget; 1 is all of
   *     it
   * @param targetSpendShare what the plan wants billed by now, as a share of the budget, 0 to 1
   * @param pacingMultiplier pacing multiplier, micros per impression and unit of normalised score;
   *     NaN before the budget's first update
   */
  public record CampaignSample(
      double spendShare, double targetSpendShare, double pacingMultiplier) {}
}
