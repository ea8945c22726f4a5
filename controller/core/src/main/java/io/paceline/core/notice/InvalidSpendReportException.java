package io.paceline.core.notice;

/** A spend report that cannot be used; the message is one sentence with the place and the mend. */
public final class InvalidSpendReportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A fault in words. */
  public InvalidSpendReportException(String message) {
    super(message);
  }
}
