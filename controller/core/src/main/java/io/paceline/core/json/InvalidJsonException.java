package io.paceline.core.json;

/**
 * A document or one of its fields that cannot be read. Each codec turns it into its own exception,
 * for example {@code InvalidNoticeException}.
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
