/**
 * {@code ./paceline replay}: plays logged auctions again against one or more pacing laws and shows
 * the figures.
 *
 * <p>{@link ReplayCommand} checks the options, and {@link ReplayLogs} reads the logs, has {@code
 * io.paceline.simulator.replay} play them and writes what came out: a table for the terminal, JSON
 * with one object a line, and a page with plots. Protocols, laws and figures are defined in that
 * package; here they are only asked for and shown. Neither Flink nor Kafka takes part, and the page
 * shares nothing with {@code io.paceline.deploy.report}, which shows a played day. Start reading at
 * {@link ReplayLogs}, then {@link ReplayPage}.
 */
package io.paceline.deploy.replay;
