package io.paceline.deploy.exchange;

import io.paceline.core.clock.CampaignClock;

/**
 * How the exchange sends requests and notices.
 *
 * @param bootstrapServers Kafka brokers
 * @param clock when each request of the day is due
 * @param warmUpPerSecond highest rate of test requests per second before the day begins
 * @param noticeDelayMillis longest delay of a notice, wall time; each notice is delayed by a random
 *     part of it, so that notices arrive out of order
 * @param duplicateShare share of the notices that are sent twice, 0 to 1
 * @param lossShare share of the notices that never arrive, 0 to 1
 * @param seed of delays, duplicates and losses
 */
public record ExchangeSettings(
    String bootstrapServers,
    CampaignClock clock,
    double warmUpPerSecond,
    long noticeDelayMillis,
    double duplicateShare,
    double lossShare,
    long seed) {}
