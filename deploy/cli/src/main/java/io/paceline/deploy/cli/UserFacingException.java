package io.paceline.deploy.cli;

/**
 * A failure that a person can mend. The message says in one sentence what failed, where, and how to
 * mend it; the launcher prints it without a stack trace.
 */
public final class UserFacingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserFacingException(String message) {
    super(message);
  }

  public UserFacingException(String message, Throwable cause) {
    super(message, cause);
  }
}
