package io.paceline.training.preparation;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of one kind. Not thread-safe.
 *
 * @param <T> what a line tells
 */
interface LineReader<T> {

  /** Returns what a line tells; null where it tells nothing, such as a header. */
  @Nullable T read(String line) throws UnusableLineException;

  /**
   * Makes a reader for a thread.
   *
   * @param <T> what its lines tell
   */
  interface Factory<T> extends Serializable {
    LineReader<T> create();
  }
}
