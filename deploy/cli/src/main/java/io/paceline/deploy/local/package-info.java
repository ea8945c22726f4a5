/**
 * What the demo and the benchmarks run Paceline's job on: a broker and a Flink cluster on this
 * machine.
 *
 * <p>{@link LocalDeployment} starts both side by side, creates the job's topics and submits jobs
 * with the settings of Paceline's job and a folder for checkpoints, {@link CheckpointFolder}, that
 * is deleted at the end of the run. How a broker process and a cluster are started is in {@code
 * io.paceline.deploy.broker} and {@code io.paceline.deploy.cluster}, which know nothing of the job.
 * The caller chooses the options of a job and what is sent to its topics. Start reading at {@link
 * LocalDeployment}.
 */
@NullMarked
package io.paceline.deploy.local;

import org.jspecify.annotations.NullMarked;
