/**
 * Plays days of a market ({@link MarketDays}) through the real core in plain Java: eligibility,
 * allocation, the spend controller over maps, and signed notices, in the order in which the job's
 * operators call them.
 *
 * <p>{@link Rehearsal} is a discrete-event simulation in wall time. It plays the part of the
 * exchanges: it sends requests, holds auctions and keeps books; {@link NoticePost} sends their
 * notices. {@link RehearsedJob} plays the part of the job; a copy of its state stands for a
 * checkpoint. {@link Inbox} lies between the two and keeps what the job has not read yet while it
 * stands still or is down. A {@link Script} says what people, exchanges and the job do on the
 * played days. {@link ScriptReader} reads it and checks every edit, and {@link ScriptPlayer} does
 * what its lines say: {@link Interruptions} of the job, {@link MarketChanges}, {@link
 * SpendReporting} and other ways of sending notices. {@link Diary} writes down what campaigns and
 * budgets did, and judges overspend by the exchanges' {@link Books}, never by the ledger's own
 * numbers.
 *
 * <p>The same settings give the same rows. Scores are the market's own click probabilities over
 * each campaign's mean ({@link TrueScores}), or those of a {@link RehearsedModel}, which the caller
 * brings along because the simulator does not know TensorFlow. {@link LearnedMarket} learns what
 * the market charges. This package reads no file and prints nothing. Start reading at {@link
 * Rehearsal}, then {@link RehearsedJob}.
 */
@NullMarked
package io.paceline.simulator.rehearsal;

import org.jspecify.annotations.NullMarked;
