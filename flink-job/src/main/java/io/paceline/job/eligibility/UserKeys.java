package io.paceline.job.eligibility;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.UserKey;

/** Keys of the stream of users. */
public final class UserKeys {

  /** No hashed user key begins so. */
  private static final String THROW_AWAY = "!";

  private UserKeys() {}

  /**
   * The user's key, or a throw-away key where the user may not be recognised: spread over subtasks,
   * and no state is written.
   */
  public static UserInput of(BidRequest request) {
    String key = UserKey.of(request);
    return new UserInput(key == null ? THROW_AWAY + request.id() : key, request, null, null);
  }

  static boolean isThrowAway(String key) {
    return key.startsWith(THROW_AWAY);
  }
}
