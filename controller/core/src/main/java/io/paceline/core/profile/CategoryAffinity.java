package io.paceline.core.profile;

/**
 * The weight of a user's interest in a category at an instant. After the instant the weight fades,
 * see {@link Affinities}.
 *
 * @param category IAB category
 * @param weight weight at the instant, positive; a page view at the instant itself adds 1
 * @param atMillis the instant, campaign time
 */
public record CategoryAffinity(String category, double weight, long atMillis) {}
