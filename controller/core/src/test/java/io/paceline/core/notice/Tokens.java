package io.paceline.core.notice;

import java.nio.charset.StandardCharsets;

/** Tokens for tests. */
final class Tokens {

  static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private Tokens() {}

  /** A token of a bid at 1.5 CPM. */
  static NoticeToken bidAt1500() {
    return new NoticeToken(
        "bid-1",
        "c1",
        "b1",
        86_400_000L,
        1500L,
        1_700_000_000_000L,
        "adx",
        "news.com",
        null,
        false);
  }
}
