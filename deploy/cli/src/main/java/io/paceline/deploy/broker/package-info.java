/**
 * Starts a local Kafka broker as a child process and makes its topics.
 *
 * <p>{@link BrokerProcess} runs the main class of module {@code deploy/broker} with that module's
 * own class path, on the loopback address and with a temporary folder, and ends it again. {@link
 * Topics} creates and empties topics; the caller says with {@link TopicSpec}s which topics there
 * are. The broker itself is in {@code io.paceline.broker}: none of its classes may be loaded in
 * this JVM, where they would clash with Flink's. The package knows nothing of Flink, the job or its
 * messages. Start reading at {@link BrokerProcess}, then {@link Topics}.
 */
package io.paceline.deploy.broker;
