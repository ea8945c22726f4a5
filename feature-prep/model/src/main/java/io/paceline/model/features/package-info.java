/**
 * Defines what the model sees: how a bid request, a user's profile and a candidate become ids and
 * numbers.
 *
 * <p>{@link FeatureSpec} lists the features in their order, and its fingerprint identifies them: a
 * bundle that was trained with other features is refused by it. {@link FeatureEncoder} writes the
 * ids and numbers for training and serving alike, and {@link RowEncoder} uses it to write single
 * rows that are kept. An id is a row of one long table, a text becomes an id by {@link
 * FeatureHash}, and bucket 0 of each feature stands for a missing value. What the request brings,
 * what an offer (a campaign with its creative) fixes and what only both together have are written
 * apart, so a scorer can compute each as seldom as possible. This package has no weights, no
 * TensorFlow, no files and no clock: campaign time comes with each call. Start reading at {@link
 * FeatureSpec}, then {@link FeatureEncoder}.
 */
package io.paceline.model.features;
