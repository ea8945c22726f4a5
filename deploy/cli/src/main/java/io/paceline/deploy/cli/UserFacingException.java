package io.paceline.deploy.cli;

/**
 * Something went wrong that a person can mend. The message is one sentence that says what, where
 * and how; the launcher prints it without a stack trace.
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
