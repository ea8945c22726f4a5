package io.paceline.training.trainer;

/** A log from which no model can be trained; the message says why, in one sentence. */
public final class UnusableLogException extends Exception {

  private static final long serialVersionUID = 1L;

  /** An exception whose message is for the person who gave the log. */
  public UnusableLogException(String message) {
    super(message);
  }
}
