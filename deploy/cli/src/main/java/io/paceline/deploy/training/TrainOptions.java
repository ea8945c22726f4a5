package io.paceline.deploy.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ./paceline train}, already checked.
 *
 * @param log the log to learn from, null where {@code prepared} is given
 * @param prepared the prepared folder to learn from, null where {@code log} is given
 * @param out folder that receives the bundle
 */
public record TrainOptions(@Nullable Path log, @Nullable Path prepared, Path out) {}
