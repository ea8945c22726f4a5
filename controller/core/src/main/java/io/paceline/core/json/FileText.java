package io.paceline.core.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes files that people write, in the encodings in which editors save them: UTF-8, UTF-16 and
 * UTF-32, with or without a byte order mark. A byte that does not belong to the encoding is a
 * fault, because a replaced character would change a name or an address unnoticed.
 */
public final class FileText {

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  private FileText() {}

  /** An encoding, and the number of bytes of the mark in front of the text. */
  private record Form(Charset charset, int markBytes) {}

  /**
   * The text without its byte order mark.
   *
   * @param subject what is decoded, as the beginning of a sentence: {@code the file}
   * @throws InvalidJsonException where the bytes are no text in any of these encodings; the
   *     sentence names the place of the first byte that does not fit
   */
  public static String of(byte[] bytes, String subject) throws InvalidJsonException {
    Form form = form(bytes);
    ByteBuffer rest = ByteBuffer.wrap(bytes, form.markBytes, bytes.length - form.markBytes);
    try {
      return form.charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(rest)
          .toString();
    } catch (CharacterCodingException e) {
      // The decoder leaves the buffer at the first byte that does not fit.
      throw new InvalidJsonException(
          subject
              + " is no text in "
              + form.charset.name()
              + " at line "
              + line(bytes, rest.position())
              + " (byte "
              + (rest.position() + 1)
              + "): save it as UTF-8, unpacked");
    }
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** The mark tells the encoding; without one, the zeros among the first four bytes do. */
  private static Form form(byte[] bytes) {
    if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
      return new Form(StandardCharsets.UTF_8, 3);
    }
    // UTF-32 is looked for first, because its mark begins as that of UTF-16 does.
    if (begins(bytes, 0xFF, 0xFE, 0, 0)) {
      return new Form(UTF_32LE, 4);
    }
    if (begins(bytes, 0, 0, 0xFE, 0xFF)) {
      return new Form(UTF_32BE, 4);
    }
    if (begins(bytes, 0xFF, 0xFE)) {
      return new Form(StandardCharsets.UTF_16LE, 2);
    }
    if (begins(bytes, 0xFE, 0xFF)) {
      return new Form(StandardCharsets.UTF_16BE, 2);
    }
    return new Form(unmarked(bytes), 0);
  }

  /**
   * The encoding of a text without a mark. JSON begins with two ASCII characters, so the zeros in
   * front of or behind them tell the encoding (RFC 4627, section 3).
   */
  private static Charset unmarked(byte[] bytes) {
    if (bytes.length >= 4 && bytes[0] == 0 && bytes[1] == 0) {
      return UTF_32BE;
    }
    if (bytes.length >= 4 && bytes[1] == 0 && bytes[2] == 0 && bytes[3] == 0) {
      return UTF_32LE;
    }
    if (bytes.length >= 2 && bytes[0] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return bytes.length >= 2 && bytes[1] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
