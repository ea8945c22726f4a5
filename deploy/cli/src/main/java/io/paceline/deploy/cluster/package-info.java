/**
 * A Flink cluster inside this JVM, and the jobs that run on it.
 *
 * <p>{@link LocalCluster} starts one job manager and one task manager with Flink's web UI and
 * submits what a definition adds to a stream environment; the {@link RunningJob} that it returns
 * can be waited for, checkpointed and cancelled. The package knows nothing of Paceline's job, its
 * options or its topics: the definition brings them in. Start reading at {@link LocalCluster}, then
 * {@link RunningJob}.
 */
@NullMarked
package io.paceline.deploy.cluster;

import org.jspecify.annotations.NullMarked;
