/**
 * Kafka clients that several commands use: they create, empty, write and read topics of the job.
 *
 * <p>{@link Topics} creates and empties topics, {@link Outbox} writes records without waiting,
 * {@link TopicReader} makes consumers of whole topics, {@link TopicFollower} reads a topic on a
 * thread of its own, and {@link CompactedTopic} reads the latest record of every key and waits for
 * further ones. {@link io.paceline.job.kafka.Topic} lists the topics. The package does not know
 * what the records mean: its callers encode and decode them. It starts no broker; {@code
 * io.paceline.deploy.broker} does. Start reading at {@link Outbox}.
 */
@NullMarked
package io.paceline.deploy.kafka;

import org.jspecify.annotations.NullMarked;
