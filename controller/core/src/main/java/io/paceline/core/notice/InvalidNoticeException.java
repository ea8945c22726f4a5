package io.paceline.core.notice;

import org.jspecify.annotations.Nullable;

/** A notice or token that does not count; the message says why in words a person understands. */
public final class InvalidNoticeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** See {@link #claimedExchange}. */
  private final @Nullable String claimedExchange;

  /**
   * A notice that is refused.
   *
   * @param message one sentence
   */
  public InvalidNoticeException(String message) {
    this(message, null);
  }

  /**
   * A notice that is refused because its token is not signed with a key of ours.
   *
   * @param claimedExchange see {@link #claimedExchange}
   */
  InvalidNoticeException(String message, @Nullable String claimedExchange) {
    super(message);
    this.sentence = message;
    this.claimedExchange = claimedExchange;
  }

  /**
   * The exchange that is named in a token which no key of ours has signed, so the name may be
   * forged. Null where no name can be read in the token, and where the notice is refused for
   * another reason.
   */
  @Nullable String claimedExchange() {
    return claimedExchange;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
