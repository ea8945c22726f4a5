package io.paceline.core.profile;

/** A user event that cannot be used; the message is one sentence with the place and the mend. */
public final class InvalidUserEventException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidUserEventException(String message) {
    super(message);
  }
}
