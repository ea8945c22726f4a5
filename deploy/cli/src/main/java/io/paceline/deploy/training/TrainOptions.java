package io.paceline.deploy.training;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ./paceline train}, already checked.
 *
 * @param logs files of the log to learn from, none where {@code prepared} is given
 * @param prepared the prepared folder to learn from, null where there are {@code logs}
 * @param out folder that receives the bundle
 */
public record TrainOptions(List<Path> logs, @Nullable Path prepared, Path out) {}
