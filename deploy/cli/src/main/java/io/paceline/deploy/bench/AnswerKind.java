package io.paceline.deploy.bench;

import java.nio.charset.StandardCharsets;

/** What an answer of the job tells at a glance; decoding each would slow what is measured. */
enum AnswerKind {
  /** A bid. */
  BID(0, "\"seatbid\""),
  /** A no-bid because there was too little time left. */
  DEADLINE(1, "\"reason\":\"DEADLINE\""),
  /** Another no-bid. */
  OTHER(2, "");

  private final int code;
  private final String mark;

  AnswerKind(int code, String mark) {
    this.code = code;
    this.mark = mark;
  }

  /** For {@link Replies#kinds}. */
  int code() {
    return code;
  }

  /** The kind of an answer. */
  static AnswerKind of(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8);
    for (AnswerKind kind : values()) {
      if (text.contains(kind.mark)) {
        return kind;
      }
    }
    return OTHER;
  }

  /** True where a bid was scored by that bundle. */
  static boolean isScoredBy(byte[] answer, String version) {
    return new String(answer, StandardCharsets.UTF_8)
        .contains("\"modelVersion\":\"" + version + "\"");
  }
}
