package io.paceline.job.kafka;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a topic.
 *
 * @param key decides the partition and, in compacted topics, which older record it replaces
 * @param exchange value of the header {@code exchange}, or null for none
 * @param value the record's bytes; none for a tombstone, which removes the key from a compacted
 *     topic
 */
public record OutRecord(String key, @Nullable String exchange, byte[] value) {

  /** A record that removes the key from a compacted topic. */
  public static OutRecord tombstone(String key) {
    return new OutRecord(key, null, new byte[0]);
  }
}
