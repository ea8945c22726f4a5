/**
 * A Flink batch job that turns logs into a prepared folder: it joins what is known of each bid, and
 * writes examples, statistics and user profiles.
 *
 * <p>{@link PreparationInputs} names the files: iPinYou logs, or messages of the topics {@code
 * training-log}, {@code notices} and {@code user-events}. {@link LineReaders} turns each line into
 * {@link BidFacts} or a user event; a line that cannot be used becomes a {@link RejectedLine} and
 * does not end the job. Facts of the same bid are joined into a {@link BidOutcome}, the bid with
 * all that came of it, from which examples, statistics and the users' impressions and clicks are
 * taken; {@link PartialSums} are the sums by key on their way to the statistics. This is the only
 * package of its module that knows Flink, and it takes its formulas from others: features are
 * encoded by {@code io.paceline.model.features}, statistics computed by {@code
 * io.paceline.training.statistics}, and the format of the folder belongs to {@code
 * io.paceline.training.dataset}. It trains nothing and gets the wall time from its caller. Start
 * reading at {@link BatchPreparation}, then {@link PreparationTopology}.
 */
@NullMarked
package io.paceline.training.preparation;

import org.jspecify.annotations.NullMarked;
