package io.paceline.model.bundle;

/**
 * A bundle that must not be used; the message says what is wrong with it and what to do, in one
 * sentence.
 */
public final class InvalidBundleException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** The folder or a file of it is not there. */
    MISSING,
    /** A file is cut short, changed or cannot be read. */
    DAMAGED,
    /** Written by a build with another format of bundles. */
    OTHER_FORMAT,
    /** Trained with other features than this build encodes. */
    OTHER_FEATURES,
    /** Another one than was announced. */
    OTHER_BUNDLE,
    /** Computes something else than the trained model did, or nothing. */
    OTHER_RESULTS,
    /** Right, but not in time. */
    TOO_SLOW
  }

  private final Kind kind;

  /** The message is for the operator. */
  public InvalidBundleException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** As above, with what was thrown underneath. */
  public InvalidBundleException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What is wrong, for metrics and tests. */
  public Kind kind() {
    return kind;
  }
}
