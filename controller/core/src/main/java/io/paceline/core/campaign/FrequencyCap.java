package io.paceline.core.campaign;

/**
 * Limits how many billed impressions of a campaign a user gets in a period.
 *
 * @param impressions the limit, at least 1
 * @param periodMillis length of the period in campaign time; a period begins with its first
 *     impression
 */
public record FrequencyCap(int impressions, long periodMillis) {}
