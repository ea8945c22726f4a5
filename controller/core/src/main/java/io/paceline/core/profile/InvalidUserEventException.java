package io.paceline.core.profile;

/** A user event that cannot be used; the message names the field and what it must be. */
public final class InvalidUserEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  InvalidUserEventException(String message) {
    super(message);
    this.sentence = message;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
