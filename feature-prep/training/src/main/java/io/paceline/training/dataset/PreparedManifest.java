package io.paceline.training.dataset;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code prepared.json}. It is written last, so a folder without it is not complete.
 *
 * @param format version of the folder's format
 * @param createdAtMillis wall time at which the folder was made
 * @param inputs names of the files that the folder was made from
 * @param fingerprint of the feature specification that the examples are encoded by
 * @param counts what was read and what became of it: lines, rejected, bids, shown, clicks and
 *     others
 */
public record PreparedManifest(
    int format,
    long createdAtMillis,
    List<String> inputs,
    String fingerprint,
    Map<String, Long> counts) {

  /** The format that this build writes and reads. */
  public static final int FORMAT = 1;

  /** Returns a count by its name, 0 where nothing was counted. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
