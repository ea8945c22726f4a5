package io.paceline.core.notice;

/** A spend report that cannot be used; the message names the field and what it must be. */
public final class InvalidSpendReportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A report that is refused, with the fault in words. */
  public InvalidSpendReportException(String message) {
    super(message);
  }
}
