/**
 * {@code ./paceline rehearse}: plays days of campaigns through the core, without Flink or Kafka, so
 * that a plan, an edit or an outage can be tried before it happens.
 *
 * <p>{@link RehearseCommand} checks the options. {@link Rehearsing} reads the campaign files and
 * the script, lets {@code io.paceline.simulator.rehearsal} play them and writes the results: a
 * table for the terminal, JSON with one object a line, and a page with plots. The package of the
 * simulator decides what happens and what the figures mean; this one only asks for the figures and
 * shows them. Start reading at {@link Rehearsing}.
 */
@NullMarked
package io.paceline.deploy.rehearsal;

import org.jspecify.annotations.NullMarked;
