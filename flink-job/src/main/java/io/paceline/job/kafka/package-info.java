/**
 * The edge between the job and its topics: records come in as raw bytes and leave as bytes.
 *
 * <p>A {@link RawRecord} carries its origin: a record that cannot be read never stops the job but
 * becomes a {@link DeadLetter}, which tells where it came from and what is wrong with it. {@link
 * DecodeFunction} is the base class of all decoders. Each input is decoded in the package that uses
 * it; of the outputs only OpenRTB responses and dead letters are encoded here. Behind {@link
 * Sources} and {@link Sinks} the job does not notice whether Kafka or a test feeds it, and this is
 * the only package of the job that uses Kafka's classes. The stream of notices tells how far its
 * topic has been read ({@link ReadMarks}); in this job watermarks have no other meaning. The
 * package decides nothing and does not know what a campaign, a user or a budget is. Start reading
 * at {@link Topic}, then {@link KafkaEdge} and {@link DecodeFunction}.
 */
@NullMarked
package io.paceline.job.kafka;

import org.jspecify.annotations.NullMarked;
