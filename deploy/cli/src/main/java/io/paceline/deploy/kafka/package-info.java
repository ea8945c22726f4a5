/**
 * Kafka clients that several commands use: they create, empty, write and read topics of the job.
 *
 * <p>{@link Topics} creates and empties topics, {@link Outbox} writes records without waiting,
 * {@link TopicReader} makes consumers of whole topics, and {@link TopicFollower} reads a topic on a
 * thread of its own. Which topics there are is stated in {@link io.paceline.job.kafka.Topic}. The
 * package does not know what the records mean: whoever calls it encodes and decodes them. It starts
 * no broker, which {@code io.paceline.deploy.broker} does. Start reading at {@link Outbox}.
 */
@NullMarked
package io.paceline.deploy.kafka;

import org.jspecify.annotations.NullMarked;
