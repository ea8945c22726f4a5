/**
 * The way of the data through the job, on one page: which operator feeds which, and by which key.
 *
 * <p>{@link PacelineTopology} gets the sources and sinks handed in, so that production lays it
 * between Kafka's topics and tests between collections. It partitions the streams by user for
 * eligibility, by campaign for edits and by budget for money, and broadcasts what every subtask has
 * to know. The graph has no cycle: notices and pacing updates come back through topics. Each
 * operator between sources and sinks gets its name and its permanent uid here, by which Flink finds
 * its state in a checkpoint; what an operator does is written in the other packages of the job, and
 * no decision is taken in this one. All of it is in {@link PacelineTopology}.
 */
@NullMarked
package io.paceline.job.topology;

import org.jspecify.annotations.NullMarked;
