/**
 * Shows a played day, and the quality of a trained model, to people.
 *
 * <p>A day comes in as {@link RunSummary} (its final figures) and {@link RunHistory} (how they
 * moved), and leaves as {@code summary.json}, a table for the terminal and a page, which {@code
 * io.paceline.deploy.page} puts together. {@link Verdict} judges one campaign's day and {@link
 * Headline} the whole day in one sentence; their limits are defined here. {@link ProgressLine}
 * shows how a run goes while it lasts. A model's quality becomes a page of its own. The package
 * measures nothing: it reads no topic and no clock, and whoever calls it hands the figures in.
 * Start reading at {@link RunSummary}, then {@link Verdict} and {@link HtmlReport}.
 */
@NullMarked
package io.paceline.deploy.report;

import org.jspecify.annotations.NullMarked;
