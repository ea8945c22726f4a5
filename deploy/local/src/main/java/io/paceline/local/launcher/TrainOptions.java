package io.paceline.local.launcher;

import java.nio.file.Path;

/**
 * What {@code ./paceline train} was asked for; valid as it is.
 *
 * @param log the log to learn from
 * @param out folder that receives the bundle
 */
public record TrainOptions(Path log, Path out) {}
