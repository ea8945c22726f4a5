/**
 * Starts a local Kafka broker as a child process.
 *
 * <p>{@link BrokerProcess} runs the main class of module {@code deploy/broker} with that module's
 * own class path, on the loopback address and with a temporary folder, and ends it again. The
 * broker itself is in {@code io.paceline.broker}: none of its classes may be loaded in this JVM,
 * where they would clash with Flink's. The package knows nothing of Flink, the job or its topics;
 * Kafka's clients are in {@code io.paceline.deploy.kafka}. Start reading at {@link BrokerProcess}.
 */
@NullMarked
package io.paceline.deploy.broker;

import org.jspecify.annotations.NullMarked;
