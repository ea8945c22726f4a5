package io.paceline.model.bundle;

/**
 * Thrown where a bundle must not be used. The message says in one sentence what is wrong with the
 * bundle and what to do.
 */
public final class InvalidBundleException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** The folder or a file of it is not there. */
    MISSING,
    /** A file is cut short, changed or cannot be read. */
    DAMAGED,
    /** The bundle was written in another format than this build reads. */
    OTHER_FORMAT,
    /** The model was trained with other features than this build encodes. */
    OTHER_FEATURES,
    /** The folder holds another bundle than the one announced. */
    OTHER_BUNDLE,
    /** The loaded model computes something else than the trained model did, or fails. */
    OTHER_RESULTS,
    /** The loaded model computes the right results, but too slowly. */
    TOO_SLOW
  }

  private final Kind kind;

  /** An exception whose message is for the operator. */
  public InvalidBundleException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** An exception whose message is for the operator, with the exception that caused it. */
  public InvalidBundleException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What is wrong, for metrics and tests. */
  public Kind kind() {
    return kind;
  }
}
