package io.paceline.core.json;

/**
 * A document or one of its fields that cannot be read. A codec turns it into the exception of its
 * own message.
 */
public final class InvalidJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /**
   * A document that is refused.
   *
   * @param message one sentence a person understands, with the place
   */
  public InvalidJsonException(String message) {
    super(message);
    this.sentence = message;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
