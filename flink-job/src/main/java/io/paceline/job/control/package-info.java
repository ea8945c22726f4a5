/**
 * The job's control knowledge (campaigns, the announced bundle, pacing updates, learned market
 * curves), and the gates that campaign edits pass.
 *
 * <p>An edit of topic {@code campaigns} is decoded, compared with the campaign that it changes
 * ({@link AcceptEdits}, keyed by campaign) and with the other campaigns of its budget ({@link
 * AgreeOnBudgets}, keyed by budget); an edit that is refused becomes a dead letter, and the
 * campaign's former version stays in force. Announced bundles and pacing updates come from their
 * topics through {@link DecodeControl}. All of these, and the market curves that {@code
 * io.paceline.job.market} learns, are {@link ControlUpdate}s. The topology broadcasts them to the
 * subtasks that find eligible campaigns, where {@link ControlState} keeps them in Flink's broadcast
 * state and, in the form that decisions need, in memory; the controllers of the budgets get the
 * accepted campaigns by key. How campaigns are read and which edits pass is plain Java in {@code
 * io.paceline.core.campaign}; money and ledgers do not belong here. Start reading at {@link
 * ControlUpdate}, then {@link AcceptEdits} and {@link ControlState}.
 */
@NullMarked
package io.paceline.job.control;

import org.jspecify.annotations.NullMarked;
