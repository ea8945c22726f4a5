/**
 * Plays days of the synthetic market through the real core in plain Java: eligibility, allocation,
 * the spend controller over maps, and signed notices, in the order in which the job's operators
 * call them.
 *
 * <p>{@link Rehearsal} is a discrete-event simulation in wall time, and the side of the exchanges:
 * requests, auctions, books and notices on their way. {@link RehearsedJob} is the side of the job;
 * a copy of its state stands for a checkpoint. {@link Inbox} lies between them, so that a job that
 * stands still, or comes back from a crash, reads what has waited. A {@link Script} says what
 * happens besides, and {@link ScriptReader} reads it with every edit checked. {@link Diary} writes
 * down what came of it and judges overspend by {@link Books}, never by the ledger's own numbers.
 *
 * <p>The same settings give the same rows. Scores are the market's true click probabilities over
 * each campaign's mean ({@link TrueScores}), because a model would need TensorFlow, which the
 * simulator does not know. This package reads no file and prints nothing. Start reading at {@link
 * Rehearsal}, then {@link RehearsedJob}.
 */
@NullMarked
package io.paceline.simulator.rehearsal;

import org.jspecify.annotations.NullMarked;
