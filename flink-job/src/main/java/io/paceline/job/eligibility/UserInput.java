package io.paceline.job.eligibility;

import io.paceline.core.notice.Notice;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.profile.UserEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input that concerns one user; exactly one of request, notice and event is not null.
 *
 * @param key hashed user key; a throw-away key for a request whose user may not be recognised
 */
public record UserInput(
    String key, @Nullable BidRequest request, @Nullable Notice notice, @Nullable UserEvent event) {

  /** A notice about a bid for a known user. */
  public static UserInput of(Notice notice) {
    String key =
        Objects.requireNonNull(notice.token().userKey(), "the notice concerns a known user");
    return new UserInput(key, null, notice, null);
  }

  /** An event of a known user. */
  public static UserInput of(UserEvent event) {
    return new UserInput(event.userKey(), null, null, event);
  }
}
