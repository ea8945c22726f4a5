package io.paceline.core.profile;

/**
 * How much a user is drawn to a category, at an instant; it fades since, see {@link Affinities}.
 *
 * @param category IAB category
 * @param weight at that instant, positive; a page viewed then counts 1
 * @param atMillis the instant, campaign time
 */
public record CategoryAffinity(String category, double weight, long atMillis) {}
