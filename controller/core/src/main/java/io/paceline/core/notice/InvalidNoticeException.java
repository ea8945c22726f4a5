package io.paceline.core.notice;

import org.jspecify.annotations.Nullable;

/** A notice or token that does not count; the message says why in words a person understands. */
public final class InvalidNoticeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** See {@link #claimed}; not kept where the exception is serialised. */
  private final transient @Nullable NoticeToken claimed;

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
   * @param claimed see {@link #claimed}
   */
  InvalidNoticeException(String message, @Nullable NoticeToken claimed) {
    super(message);
    this.sentence = message;
    this.claimed = claimed;
  }

  /**
   * What a token says that no key of ours has signed, so all of it may be forged. Null where it
   * cannot be read, and where the notice is refused for another reason.
   */
  @Nullable NoticeToken claimed() {
    return claimed;
  }

  /** The sentence; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
