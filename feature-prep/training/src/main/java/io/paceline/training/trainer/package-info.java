/**
 * Trains the model: from examples of a log to a network with its calibration, its measured quality
 * and the bundle that holds them.
 *
 * <p>{@link Trainer} takes either a prepared folder or the {@link TrainingExample} records that
 * {@link LogExamples} makes of a log, and returns a {@link TrainedModel}; {@link BundleWriter}
 * writes it as a bundle. {@link RowSplit} says which rows train, which decide when to stop and
 * which judge; {@link ModelGraph} defines the network, {@link Learner} updates its weights, and
 * {@link HeadFit} calibrates each head afterwards. {@link ServingGraph} computes the same network
 * in fewer operations, which is the form that {@link SavedModelExport} writes. {@link PlainScorer}
 * computes it once more in plain Java, row by row, for tests to check the others against and for
 * benchmarks to compare with. Besides {@code io.paceline.model.tensorflow} this is the only package
 * that may use TensorFlow's classes. It knows no Flink and no topics; all chance comes from the
 * seed in {@link TrainerOptions}, and a clock is read for the progress reports only. Start reading
 * at {@link Trainer}, then {@link ModelGraph}.
 */
@NullMarked
package io.paceline.training.trainer;

import org.jspecify.annotations.NullMarked;
