package io.paceline.training.preparation;

import java.io.IOException;

/** An input file that cannot be read to its end; the message is one sentence for people. */
final class UnreadableFileException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableFileException(String sentence, IOException cause) {
    super(sentence, cause);
  }
}
