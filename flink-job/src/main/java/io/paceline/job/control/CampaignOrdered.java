package io.paceline.job.control;

import io.paceline.core.campaign.CampaignOrder;
import io.paceline.job.kafka.RawRecord;

/**
 * What a record of topic {@code campaigns} asks for; it still has to fit the campaigns in force.
 *
 * @param order what is asked for
 * @param origin the record that it came in, needed if it is refused
 */
public record CampaignOrdered(CampaignOrder order, RawRecord origin) {}
