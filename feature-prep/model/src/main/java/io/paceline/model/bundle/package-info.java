/**
 * The bundle: the folder in which a trained model and all that belongs to it go from training to
 * the job.
 *
 * <p>Its {@code bundle.json} ({@link BundleManifest}) holds the heads, market curves, expected
 * traffic, quality and check sums, its {@code golden.json} ({@link GoldenBatch}) some rows with the
 * probabilities that the trained model gave them, and its {@code model} folder the network as a
 * TensorFlow SavedModel. {@link Bundle} reads a folder and refuses one that is incomplete, damaged,
 * of another format or trained with other features, by an {@link InvalidBundleException}. A {@link
 * Head} is one output of the network, a click or what follows one, with its {@link Calibration} and
 * its {@link MeanProbabilities} per campaign. The job learns of a bundle by a {@code
 * ModelAnnouncement} of {@code io.paceline.core.scoring}. This package neither loads the network,
 * which {@code io.paceline.model.tensorflow} does, nor writes a bundle, which {@code
 * io.paceline.training.trainer} does. Start reading at {@link Bundle}, then {@link BundleManifest}.
 */
@NullMarked
package io.paceline.model.bundle;

import org.jspecify.annotations.NullMarked;
