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

  /** An exception that says what its cause says; a cause without a message is told by its class. */
  public static UserFacingException of(Exception cause) {
    return new UserFacingException(
        cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
