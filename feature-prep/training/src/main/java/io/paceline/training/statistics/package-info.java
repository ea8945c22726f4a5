/**
 * Turns counts of auctions into click rates, price levels, market curves and traffic curves.
 *
 * <p>Counts are whole numbers that can be added in any order ({@link OutcomeCounts}, {@link
 * PriceCounts}, {@link TrafficCount}), so that one thread and many parallel subtasks come to the
 * same result. {@link SiteStatistics} and {@link CampaignStatistics} make a {@link Level} of each
 * site and campaign; {@link RateSmoothing} draws its click rate towards that of the level above,
 * the more the less is known of it (empirical Bayes). {@link MarketCurveFit} fits the chance that a
 * bid wins, lost bids included, {@link TrafficCount} yields the expected traffic of a day and of a
 * week, and {@link ProbabilitySums} the mean probabilities by which scores are normalised. All of
 * it is plain Java on values that the caller hands in: no files, no Flink, no TensorFlow and no
 * clock. {@code io.paceline.training.preparation} writes the results to files, and {@code
 * io.paceline.training.trainer} puts them into the model and its bundle. Start reading at {@link
 * OutcomeCounts}, then {@link SiteStatistics}.
 */
@NullMarked
package io.paceline.training.statistics;

import org.jspecify.annotations.NullMarked;
