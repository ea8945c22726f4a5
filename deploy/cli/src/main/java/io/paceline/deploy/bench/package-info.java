/**
 * {@code ./paceline bench}: measures scoring, throughput and latency, and what disturbs them.
 *
 * <p>A contender ({@link Contender}) is what answers requests: the job, the same topology without
 * decisions, or a plain echo. Contenders take turns on one {@link Arena}, a broker and a Flink
 * cluster that are kept for all rounds, and find empty topics each time. Requests either all lie in
 * the topic beforehand ({@link Backlog}) or are sent when they are due ({@link OpenLoop}). Results
 * leave as {@link BenchRow}s; the Javadoc of each kind of row says how its figures are measured. No
 * exchange takes part and no notices come back, for which reason the windows of the ledger are
 * short; nothing is judged as good or bad. Start reading at {@link Bench}, then {@link Arena} and
 * {@link ThroughputBench}.
 */
package io.paceline.deploy.bench;
