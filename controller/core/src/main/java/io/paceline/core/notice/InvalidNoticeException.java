package io.paceline.core.notice;

/** A notice or token that does not count; the message says why in words a person understands. */
public final class InvalidNoticeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /**
   * A notice that is refused.
   *
   * @param message one sentence
   */
  public InvalidNoticeException(String message) {
    super(message);
    this.sentence = message;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
