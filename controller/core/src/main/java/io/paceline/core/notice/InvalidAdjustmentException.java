package io.paceline.core.notice;

/** An adjustment that cannot be used; the message names the field and what it must be. */
public final class InvalidAdjustmentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** An adjustment that is refused, with the fault in words. */
  public InvalidAdjustmentException(String message) {
    super(message);
    this.sentence = message;
  }

  /** The fault in words; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
