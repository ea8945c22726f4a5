package io.paceline.core.campaign;

/**
 * At most so many billed impressions per user and period.
 *
 * @param impressions at least 1
 * @param periodMillis campaign time, counted from the first impression of the period
 */
public record FrequencyCap(int impressions, long periodMillis) {}
