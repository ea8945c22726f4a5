package io.paceline.deploy.cli;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can mend. The message says in one sentence what failed, where, and how to
 * mend it; the launcher prints it without a stack trace.
 */
public final class UserFacingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserFacingException(String message) {
    super(message);
  }

  public UserFacingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An exception with its cause's message, or with the name of the cause's class where the cause
   * has no message.
   */
  public static UserFacingException of(Exception cause) {
    return new UserFacingException(
        cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
