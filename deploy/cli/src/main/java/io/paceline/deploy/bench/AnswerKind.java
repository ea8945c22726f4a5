package io.paceline.deploy.bench;

import java.nio.charset.StandardCharsets;

/**
 * The kind of one answer of the job, found by a search in its text: decoding every answer would
 * slow down what is measured.
 */
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

  /** This kind as a number, for {@link Replies#kinds}. */
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

  /** True where the answer names {@code version} as the bundle that scored it. */
  static boolean isScoredBy(byte[] answer, String version) {
    return new String(answer, StandardCharsets.UTF_8)
        .contains("\"modelVersion\":\"" + version + "\"");
  }
}
