/**
 * The job as a Flink cluster runs it.
 *
 * <p>{@link PacelineJob#main} reads the options from the command line, lays the topology between
 * Kafka's topics with TensorFlow as the model, and submits it; {@link PacelineJob#settings} holds
 * the Flink settings that belong to the job wherever it runs, among them the paced checkpoint
 * storage. Nothing else of this module depends on TensorFlow or chooses Kafka: the packages below
 * get the model and the topics handed in. A decision, an operator or a single option does not
 * belong here. Start reading at {@link PacelineJob}, then at {@code PacelineTopology} in {@code
 * io.paceline.job.topology}.
 */
@NullMarked
package io.paceline.job;

import org.jspecify.annotations.NullMarked;
