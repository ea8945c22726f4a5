package io.paceline.job.eligibility;

import io.paceline.core.notice.Notice;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.profile.UserKey;

/** Keys of the stream of users. */
public final class UserKeys {

  /** Prefix of throw-away keys; no hashed user key begins with it. */
  private static final String THROW_AWAY = "!";

  private UserKeys() {}

  /**
   * Keys a request by its user, or by a throw-away key where the user may not be recognised.
   * Throw-away keys spread such requests over the subtasks, and no state is written for them.
   */
  public static UserInput of(BidRequest request) {
    String key = UserKey.of(request);
    return new UserInput(key == null ? THROW_AWAY + request.id() : key, request, null, null);
  }

  /**
   * Whether a notice concerns a user who may be recognised and whose profile it may change; test
   * traffic changes none.
   */
  public static boolean isOfKnownUser(Notice notice) {
    return notice.token().userKey() != null && !notice.token().test();
  }

  static boolean isThrowAway(String key) {
    return key.startsWith(THROW_AWAY);
  }
}
