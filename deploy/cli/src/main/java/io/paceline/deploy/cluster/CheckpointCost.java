package io.paceline.deploy.cluster;

/**
 * What a completed checkpoint cost, all subtasks together.
 *
 * @param writtenBytes what it wrote; for an incremental checkpoint, what earlier ones had not
 *     written
 * @param stateBytes what a restore would read, in bytes
 * @param millis wall time from its start to its completion
 */
public record CheckpointCost(long writtenBytes, long stateBytes, long millis) {}
