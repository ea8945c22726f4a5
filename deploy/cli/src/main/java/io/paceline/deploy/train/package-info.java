/**
 * {@code ./paceline train}, and the shelf of trained models that the demo and the benchmarks share
 * with it.
 *
 * <p>The command reads a log or a prepared folder, and writes a bundle (the model with all that
 * belongs to it) and its {@code model-report.html}. {@link Training} is the command's work; {@link
 * ModelShelf} trains, writes and reports, and finds a bundle again that was trained before from the
 * same source, so that a second demo starts at once. How a model learns is in {@code
 * io.paceline.training.trainer}, what a bundle holds in {@code io.paceline.model.bundle}. Neither
 * Flink nor Kafka takes part, and no bundle is announced to a job here. Start reading at {@link
 * ModelShelf}, then {@link Training}.
 */
package io.paceline.deploy.train;
