package io.paceline.deploy.replay;

import io.paceline.simulator.replay.ReplayTask;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ./paceline replay}, already checked.
 *
 * @param files auction logs, at least one
 * @param landscapes one for all files or one for each
 * @param task what is played
 * @param json file that receives one JSON object a line, null for none
 * @param html file that receives the report, null for none
 */
public record ReplayOptions(
    List<Path> files,
    List<Path> landscapes,
    ReplayTask task,
    @Nullable Path json,
    @Nullable Path html) {}
