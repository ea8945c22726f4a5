/**
 * One Kafka broker, which is also its own controller, as a separate program.
 *
 * <p>It stands apart from the rest of Paceline because the broker's Scala, Jackson and log4j clash
 * with Flink's on one class path: this module uses no other module, and no other module has it on
 * its class path. {@code io.paceline.deploy.broker} starts it as a child process. The parent gives
 * the port and an empty folder as arguments, reads the line {@code ready 127.0.0.1:PORT} once the
 * broker serves, and ends it with SIGTERM or by closing its standard input. The broker creates no
 * topics by itself, so a client that misspells a topic does not create one. All code is in {@link
 * BrokerMain}.
 */
@NullMarked
package io.paceline.broker;

import org.jspecify.annotations.NullMarked;
