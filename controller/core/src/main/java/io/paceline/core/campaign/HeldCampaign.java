package io.paceline.core.campaign;

/**
 * A campaign in the version that is in force.
 *
 * @param campaign the campaign; after a tombstone paused, and with a flight that is over
 * @param position where the record lies that brought it into this form. A record at this position
 *     or before it was read already
 */
public record HeldCampaign(Campaign campaign, TopicPosition position) {}
