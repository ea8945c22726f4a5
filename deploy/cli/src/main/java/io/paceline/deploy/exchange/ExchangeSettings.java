package io.paceline.deploy.exchange;

import io.paceline.core.clock.CampaignClock;

/**
 * How the exchange behaves on the wire.
 *
 * @param bootstrapServers Kafka brokers
 * @param clock when each request of the day is due
 * @param warmUpPerSecond test requests a second at most, before the day begins
 * @param noticeDelayMillis longest delay of a notice, wall time; each takes a random part of it, so
 *     they come in disorder
 * @param duplicateShare share of notices that is sent twice, 0 to 1
 * @param lossShare share of notices that never arrives, 0 to 1
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
