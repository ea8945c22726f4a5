/**
 * {@code ./paceline replay}: plays logged auctions again against one or more pacing laws and shows
 * the figures.
 *
 * <p>{@link ReplayCommand} checks the options, and {@link ReplayLogs} reads the logs, has {@code
 * io.paceline.simulator.replay} play them and writes the results: a table for the terminal, JSON
 * with one object a line, and a page with plots. That package defines protocols, laws and figures;
 * this one only asks for them and shows them. Neither Flink nor Kafka takes part, and the page
 * shares nothing with {@code io.paceline.deploy.report}, which shows a played day. Start reading at
 * {@link ReplayLogs}, then {@link ReplayPage}.
 */
package io.paceline.deploy.replay;
