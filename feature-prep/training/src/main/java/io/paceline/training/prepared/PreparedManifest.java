package io.paceline.training.prepared;

import java.util.List;
import java.util.Map;

/**
 * What {@code prepared.json} holds; written last, so a folder without it is not whole.
 *
 * @param format version of the folder's form
 * @param createdAtMillis wall time of its making
 * @param inputs names of the files it was made from
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

  /** The form that this version writes and reads. */
  public static final int FORMAT = 1;

  /** A count by its name, 0 where nothing was counted. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
