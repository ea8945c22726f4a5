/**
 * The job's control knowledge (campaigns, the announced bundle, pacing updates, learned market
 * curves, the stop of all bidding, the halts of single exchanges), and the gate that campaign edits
 * pass.
 *
 * <p>A record of topic {@code campaigns} is decoded and handed to the register of campaigns ({@link
 * AcceptEdits}, under one key), which compares it with the campaign that it changes and with the
 * other campaigns of its budget. What is refused becomes a dead letter, and the campaign's former
 * version stays in force; every record is answered in topic {@code campaign-status}. Announced
 * bundles, pacing updates and halts of exchanges come from their topics through {@link
 * DecodeControl}. All of these, and the market curves that {@code io.paceline.job.market} learns,
 * are {@link ControlUpdate}s. The topology broadcasts them to the subtasks that find eligible
 * campaigns, where {@link ControlState} keeps them in Flink's broadcast state and, in the form that
 * decisions need, in memory. The controllers of the budgets get the accepted campaigns by key, and
 * keep stops and halts as {@link ControlState} does, in {@link Halts}. {@link WatchExchanges} halts
 * the bidding at an exchange by a record in a topic of its own, which the job reads back as such an
 * update. How campaigns are read and which edits pass is plain Java in {@code
 * io.paceline.core.campaign}, and when bidding halts in {@code io.paceline.core.exchange}; money
 * and ledgers do not belong here. Start reading at {@link ControlUpdate}, then {@link AcceptEdits}
 * and {@link ControlState}.
 */
@NullMarked
package io.paceline.job.control;

import org.jspecify.annotations.NullMarked;
