/**
 * {@code ./paceline bench}: measures scoring, throughput and latency, and what disturbs them.
 *
 * <p>A contender ({@link Contender}) answers the requests: it is the job, the same topology without
 * decisions, or a plain echo. Contenders take turns on one {@link Arena}, a broker and a Flink
 * cluster that serve all rounds, and each time start with empty topics. Requests either all lie in
 * the topic beforehand ({@link Backlog}) or are sent when they are due ({@link OpenLoop}). Single
 * calls need none of this: JMH measures those of the scorer ({@link ScoringCalls}), and {@link
 * LedgerBench} runs the spend controller without a broker. The results are {@link BenchRow}s; the
 * Javadoc of each kind of row says how its figures are measured. No exchange takes part and no
 * notices come back, so the windows of the ledger are short. The package does not judge any figure
 * as good or bad. Start reading at {@link Bench}, then {@link Arena} and {@link ThroughputBench}.
 */
@NullMarked
package io.paceline.deploy.bench;

import org.jspecify.annotations.NullMarked;
