package io.paceline.deploy.bench;

import java.nio.charset.StandardCharsets;

/**
 * The kind of one answer of the job, found by a search in its text: decoding every answer would
 * slow down what is measured.
 */
enum AnswerKind {
  /** A bid. */
  BID(0),
  /** A no-bid because there was too little time left. */
  DEADLINE(1),
  /** Another no-bid. */
  OTHER(2);

  private final int code;

  AnswerKind(int code) {
    this.code = code;
  }

  /** This kind as a number, for {@link Replies#kinds}. */
  int code() {
    return code;
  }

  /** The kind of an answer. */
  static AnswerKind of(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8);
    if (text.contains("\"seatbid\"")) {
      return BID;
    }
    return text.contains("\"reason\":\"DEADLINE\"") ? DEADLINE : OTHER;
  }

  /** True where the answer names {@code version} as the bundle that scored it. */
  static boolean isScoredBy(byte[] answer, String version) {
    return new String(answer, StandardCharsets.UTF_8)
        .contains("\"modelVersion\":\"" + version + "\"");
  }
}
