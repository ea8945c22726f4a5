/**
 * {@code ./paceline replay}: plays logged auctions again against one or more pacing laws and shows
 * the figures.
 *
 * <p>{@link ReplayCommand} checks the options, and {@link ReplayLogs} reads the logs, has {@code
 * io.paceline.simulator.replay} play them and writes the results: a table for the terminal, JSON
 * with one object a line, and a page with plots. That package defines protocols, laws and figures;
 * this one only asks for them and shows them. The page's frame and library come from {@code
 * io.paceline.deploy.page}. Neither Flink nor Kafka takes part. Start reading at {@link
 * ReplayLogs}, then {@link ReplayPage}.
 */
@NullMarked
package io.paceline.deploy.replay;

import org.jspecify.annotations.NullMarked;
