/**
 * {@code ./paceline prepare} and {@code ./paceline train}: from logs to a trained model.
 *
 * <p>{@link PrepareCommand} and {@link Preparing} read iPinYou logs, or messages of the job's
 * topics with one message a line, on a Flink cluster inside this process, and write a folder with
 * statistics, curves, profiles and joined examples. {@link TrainCommand} and {@link Training} read
 * a log or such a folder, and write a bundle (the model with all that belongs to it) and its {@code
 * model-report.html}. {@link ModelShelf} trains, writes and reports; the demo and the benchmarks
 * share it, and it finds a bundle again that was trained before from the same source, so that a
 * second demo starts at once. What is prepared is decided in {@code
 * io.paceline.training.preparation}, how a model learns in {@code io.paceline.training.trainer},
 * and what a bundle holds in {@code io.paceline.model.bundle}. No broker and no running job takes
 * part, and no bundle is announced to a job here. Start reading at {@link ModelShelf}, then {@link
 * Preparing}.
 */
@NullMarked
package io.paceline.deploy.training;

import org.jspecify.annotations.NullMarked;
