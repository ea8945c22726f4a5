/**
 * Scores candidates with the network of a bundle, in TensorFlow.
 *
 * <p>{@link TensorFlowScorer} implements {@code Scorer} of {@code io.paceline.core.scoring}:
 * eligible requests come in, and for each candidate the probability of a click, the probability of
 * what its campaign wants and the normalised score go out. Loading freezes the SavedModel into a
 * graph of constants ({@link GraphFreezer}, {@link LoadedModel}) and checks it on the bundle's
 * golden batch ({@link GoldenCheck}); the model of an announced bundle is timed as well ({@link
 * SpeedLimit}). Three things keep a call short: {@link ScoringTensors} reuses its input tensors,
 * {@link OfferTable} keeps what the network computes from each offer alone, and {@link
 * CrossWeights} sums the weights of crossed features outside of TensorFlow. Besides {@code
 * io.paceline.training.trainer} this is the only package that may use TensorFlow's classes. It
 * trains nothing and knows no Flink and no topics. Start reading at {@link TensorFlowScorer}, then
 * {@link ScoringTensors}.
 */
@NullMarked
package io.paceline.model.tensorflow;

import org.jspecify.annotations.NullMarked;
