package io.paceline.deploy.exchange;

import io.paceline.core.clock.CampaignClock;

/**
 * How the exchange sends requests and notices.
 *
 * @param bootstrapServers Kafka brokers, {@code host:port[,host:port…]}
 * @param clock the day's clock, by which each request is due
 * @param warmUpPerSecond highest rate of test requests per second before the day begins
 * @param notices how notices travel
 * @param seed seed of the notices' delays, duplicates and losses
 */
public record ExchangeSettings(
    String bootstrapServers,
    CampaignClock clock,
    double warmUpPerSecond,
    Notices notices,
    long seed) {

  /**
   * How notices travel from the exchange to the job.
   *
   * @param delayMillis longest delay of a notice, wall time; each notice is delayed by a random
   *     part of it, so that notices arrive out of order
   * @param duplicateShare share of the notices that are sent twice, 0 to 1
   * @param lossShare share of the notices that never arrive, 0 to 1
   */
  public record Notices(long delayMillis, double duplicateShare, double lossShare) {}
}
