/**
 * How the job's checkpoints are written without taking the processor from decisions.
 *
 * <p>{@link PacedCheckpointStorage} wraps the storage that Flink would use for the job, in files or
 * at the job manager. The streams that it hands out for state look at the clock every few kilobytes
 * and let the writing thread rest as {@link CheckpointPace} says. Only the asynchronous part of a
 * checkpoint or savepoint rests; see {@link PacedStreamFactory}. What is written, where it is
 * written and how it is restored is left to the wrapped storage, so a job without this package
 * restores the same checkpoints. What a state contains and how it is serialized does not belong
 * here, and the package uses no other package of Paceline. Start reading at {@link
 * PacedCheckpointStorage}.
 */
@NullMarked
package io.paceline.job.checkpoint;

import org.jspecify.annotations.NullMarked;
