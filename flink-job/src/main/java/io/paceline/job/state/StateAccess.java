package io.paceline.job.state;

import org.jspecify.annotations.Nullable;

/**
 * Reads and changes Flink's keyed state on behalf of stores. The stores implement interfaces of the
 * core, which know no checked exception. An access fails only where the state backend does. The
 * exception then ends the task, and Flink restores the job from its last checkpoint.
 */
public final class StateAccess {

  private StateAccess() {}

  /** An access that gives a value. */
  @FunctionalInterface
  public interface Read<T extends @Nullable Object> {
    /** Accesses the state. */
    T run() throws Exception;
  }

  /** An access that gives nothing. */
  @FunctionalInterface
  public interface Change {
    /** Accesses the state. */
    void run() throws Exception;
  }

  /**
   * What an access gives.
   *
   * @throws IllegalStateException if the state backend fails
   */
  public static <T extends @Nullable Object> T get(Read<T> access) {
    try {
      return access.run();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  /**
   * Changes the state.
   *
   * @throws IllegalStateException if the state backend fails
   */
  public static void change(Change access) {
    try {
      access.run();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Exception e) {
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("state backend failed", e);
  }
}
