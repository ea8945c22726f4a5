package io.paceline.core.campaign;

/**
 * Where a record lies in topic {@code campaigns}.
 *
 * @param offset its offset
 * @param writtenMillis wall time at which it was written
 */
public record TopicPosition(long offset, long writtenMillis) {

  /**
   * True where a record at this position is the one at the other position or comes before it.
   * Offsets alone do not tell that, because they begin anew in a topic that was deleted and created
   * again.
   */
  boolean isNotAfter(TopicPosition other) {
    return offset <= other.offset && writtenMillis <= other.writtenMillis;
  }
}
