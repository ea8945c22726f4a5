package io.paceline.bundle;

/**
 * A bundle that must not be used; the message says what is wrong with it and what to do, in one
 * sentence.
 */
public final class InvalidBundleException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The message is for the operator. */
  public InvalidBundleException(String message) {
    super(message);
  }

  /** As above, with what was thrown underneath. */
  public InvalidBundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
