/**
 * Defines what the model sees: how a bid request, a user's profile and a candidate become ids and
 * numbers.
 *
 * <p>{@link FeatureSpec} lists the features in their order, and its fingerprint identifies them, so
 * that a bundle that was trained with other features is recognised and refused. {@link
 * FeatureEncoder} writes the ids and numbers for training and serving alike, and {@link RowEncoder}
 * uses it to write single rows that are kept. An id is a row of one long table, a text becomes an
 * id by {@link FeatureHash}, and bucket 0 of each feature stands for a missing value. The encoder
 * writes apart what depends on the request alone, on the offer (a campaign with its creative) alone
 * and on both, so that a scorer can compute each part as seldom as possible. This package has no
 * weights, no TensorFlow, no files and no clock: campaign time comes with each call. Start reading
 * at {@link FeatureSpec}, then {@link FeatureEncoder}.
 */
@NullMarked
package io.paceline.model.features;

import org.jspecify.annotations.NullMarked;
