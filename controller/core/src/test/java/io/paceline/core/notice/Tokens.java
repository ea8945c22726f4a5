package io.paceline.core.notice;

import java.nio.charset.StandardCharsets;

/** Tokens for tests. */
final class Tokens {

  static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private Tokens() {}

  /** A token of a bid at 1.5 CPM. */
  static NoticeToken bidAt1500() {
    return TokenBuilder.token("bid-1")
        .campaign("c1")
        .budgetId("b1")
        .period(86_400_000L)
        .bid(1500L, 1_700_000_000_000L)
        .site("news.com")
        .build();
  }
}
