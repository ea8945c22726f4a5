package io.paceline.simulator.ipinyou;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens logs as text, whether they are packed or not. What a file is packed with is told by its
 * first bytes and not by its name, because browsers and scripts unpack files without renaming them.
 *
 * <p>Logs packed with gzip or bzip2 are unpacked while they are read, also where an archive
 * consists of several parts, as parallel packers write it. A byte order mark is skipped, and with
 * the mark of UTF-16, which Windows' own tools write, the text is read as that; any other text is
 * read as UTF-8. Bytes that do not belong to the encoding are replaced and not refused, because a
 * logged user agent may hold them.
 */
public final class LogText {

  private static final int BUFFER = 1 << 16;

  /** Place of the word by which a tar archive is recognised. */
  private static final int TAR_AT = 257;

  private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] BZIP2 = {'B', 'Z', 'h'};

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] UTF_16LE_MARK = {(byte) 0xff, (byte) 0xfe};
  private static final byte[] UTF_16BE_MARK = {(byte) 0xfe, (byte) 0xff};

  /** Archives that are recognised in order to be refused with their name. */
  private static final List<Foreign> FOREIGN =
      List.of(
          foreign("zip", 'P', 'K', 3, 4),
          foreign("xz", 0xfd, '7', 'z', 'X', 'Z', 0),
          foreign("Zstandard", 0x28, 0xb5, 0x2f, 0xfd),
          foreign("7-Zip", '7', 'z', 0xbc, 0xaf),
          foreign("RAR", 'R', 'a', 'r', '!'),
          foreign("LZ4", 0x04, 0x22, 0x4d, 0x18),
          foreign("compress", 0x1f, 0x9d));

  /** A packer whose archives are not read, and the bytes with which they begin. */
  private record Foreign(String packer, byte[] magic) {}

  private LogText() {}

  private static Foreign foreign(String packer, int... magic) {
    byte[] bytes = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) {
      bytes[i] = (byte) magic[i];
    }
    return new Foreign(packer, bytes);
  }

  /**
   * Opens a local file.
   *
   * @throws IOException where it cannot be opened or is an archive of a form that is not read; the
   *     message says so in words that fit behind "cannot be read:". The reader throws the same
   *     where an archive turns out to be damaged or cut off
   */
  public static BufferedReader open(Path file) throws IOException {
    return open(Files.newInputStream(file));
  }

  /**
   * Opens a stream of a file's bytes, which is closed with the reader, or at once where this method
   * throws.
   *
   * @throws IOException as {@link #open(Path)} does
   */
  public static BufferedReader open(InputStream file) throws IOException {
    try {
      InputStream text = unpacked(new BufferedInputStream(file, BUFFER));
      Charset charset = skipMark(text);
      return new BufferedReader(new InputStreamReader(text, charset), BUFFER);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    String packer = packer(file);
    if (packer == null) {
      return file;
    }
    InputStream text = new BufferedInputStream(new Unpacking(file, packer), BUFFER);
    if (packer(text) != null) {
      throw new IOException("it is packed more than once; unpack it until it is packed once");
    }
    return text;
  }

  /** What packs the bytes that follow, {@code gzip} or {@code bzip2}; null for a text. */
  private static @Nullable String packer(InputStream in) throws IOException {
    in.mark(TAR_AT + TAR.length);
    byte[] head = in.readNBytes(TAR_AT + TAR.length);
    in.reset();
    for (Foreign foreign : FOREIGN) {
      if (begins(head, 0, foreign.magic)) {
        throw new IOException(
            "it is packed with "
                + foreign.packer
                + ", which is not read; unpack it, or pack it with gzip or bzip2");
      }
    }
    if (begins(head, TAR_AT, TAR)) {
      throw new IOException("it is a tar archive; unpack it and give the files in it");
    }
    if (begins(head, 0, GZIP)) {
      return "gzip";
    }
    boolean bzip2 = begins(head, 0, BZIP2) && (head.length < 4 || isLevel(head[3]));
    return bzip2 ? "bzip2" : null;
  }

  /** The fourth byte of a bzip2 archive is the size of its blocks, a digit from 1 to 9. */
  private static boolean isLevel(byte digit) {
    return digit >= '1' && digit <= '9';
  }

  private static boolean begins(byte[] head, int at, byte[] magic) {
    int end = at + magic.length;
    return head.length >= end && Arrays.equals(head, at, end, magic, 0, magic.length);
  }

  private static Charset skipMark(InputStream text) throws IOException {
    text.mark(UTF_8_MARK.length);
    byte[] head = text.readNBytes(UTF_8_MARK.length);
    text.reset();
    if (begins(head, 0, UTF_16LE_MARK)) {
      text.skipNBytes(UTF_16LE_MARK.length);
      return StandardCharsets.UTF_16LE;
    }
    if (begins(head, 0, UTF_16BE_MARK)) {
      text.skipNBytes(UTF_16BE_MARK.length);
      return StandardCharsets.UTF_16BE;
    }
    if (begins(head, 0, UTF_8_MARK)) {
      text.skipNBytes(UTF_8_MARK.length);
    }
    return StandardCharsets.UTF_8;
  }

  /** Says of every failure of an archive which archive it is and what to do about it. */
  private static final class Unpacking extends InputStream {

    private final InputStream unpacked;
    private final String packer;

    Unpacking(InputStream packed, String packer) throws IOException {
      this.packer = packer;
      try {
        this.unpacked =
            packer.equals("gzip")
                ? new GzipCompressorInputStream(packed, true)
                : new BZip2CompressorInputStream(packed, true);
      } catch (IOException | RuntimeException e) {
        throw damaged(packer, e);
      }
    }

    @Override
    public int read() throws IOException {
      try {
        return unpacked.read();
      } catch (IOException | RuntimeException e) {
        throw damaged(packer, e);
      }
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      try {
        return unpacked.read(into, from, count);
      } catch (IOException | RuntimeException e) {
        // A damaged archive may lead its reader beyond the end of an array.
        throw damaged(packer, e);
      }
    }

    @Override
    public void close() throws IOException {
      unpacked.close();
    }

    private static IOException damaged(String packer, Exception e) {
      String why =
          e instanceof EOFException || e.getMessage() == null
              ? "its end is missing"
              : e.getMessage();
      return new IOException(
          "its " + packer + " archive is damaged or cut off (" + why + "); fetch or pack it again",
          e);
    }
  }
}
