/**
 * Writes the job's checkpoints without taking the processor from decisions.
 *
 * <p>{@link PacedCheckpointStorage} wraps the storage that Flink would use for the job, in files or
 * at the job manager. The streams that it hands out for state look at the clock every few kilobytes
 * and let the writing thread rest as {@link CheckpointPace} says. Only threads that write the
 * asynchronous part of a checkpoint or savepoint rest; see {@link PacedStreamFactory}. What is
 * written, where it is written and how it is restored is left to the wrapped storage, so a job
 * without this package restores the same checkpoints. What a state contains and how it is
 * serialized does not belong here. Of Paceline's other packages this one uses only {@code
 * io.paceline.core.clock}. Start reading at {@link PacedCheckpointStorage}.
 */
@NullMarked
package io.paceline.job.checkpoint;

import org.jspecify.annotations.NullMarked;
