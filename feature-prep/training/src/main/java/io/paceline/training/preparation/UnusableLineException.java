package io.paceline.training.preparation;

/** A line that cannot be used; the message says why, in words for people. */
final class UnusableLineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  UnusableLineException(String reason) {
    super(reason, null, false, false);
    this.sentence = reason;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
