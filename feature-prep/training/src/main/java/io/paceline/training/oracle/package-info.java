/**
 * A second scorer for the same bundles, in plain Java, with which tests and benchmarks compare the
 * one in TensorFlow.
 *
 * <p>{@link PlainScorer} implements {@code Scorer} of {@code io.paceline.core.scoring}: the same
 * requests come in and the same kinds of scores go out, computed row by row in double precision by
 * {@code PlainModel} of {@code io.paceline.training.trainer}. It shares the feature encoder, the
 * mean probabilities and the market curves with {@code io.paceline.model.tensorflow}, so a
 * difference between the two lies in how the network is fed or computed; a mistake in the encoder
 * is the same in both and does not show. It is slow and simple on purpose and must stay so: no
 * batches, and no results of the network kept from one row to the next. It makes no TensorFlow
 * calls of its own; {@code PlainModel} reads the weights from the SavedModel. The job cannot use
 * this package, since its class path does not hold the training module. Start reading at {@link
 * PlainScorer}.
 */
package io.paceline.training.oracle;
