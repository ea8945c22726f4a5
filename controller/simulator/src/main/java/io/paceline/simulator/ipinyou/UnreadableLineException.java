package io.paceline.simulator.ipinyou;

/** A line of a log that cannot be used; the message says why, in words for people. */
public final class UnreadableLineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  UnreadableLineException(String reason) {
    super(reason, null, false, false);
    this.sentence = reason;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
