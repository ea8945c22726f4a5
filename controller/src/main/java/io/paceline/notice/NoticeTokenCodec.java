package io.paceline.notice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a notice has to know of its bid, so that it can travel through the exchange and be
 * trusted when it comes back. A token is base64url, without padding, of
 *
 * <pre>version (1 byte) · the record's fields in their order · HMAC-SHA256 of all before (16 bytes)
 * </pre>
 *
 * <p>A text is its UTF-8 length plus one as a two-byte number, then its bytes; length 0 stands for
 * null. A {@code long} has eight bytes, big endian; the test flag one. The MAC is cut to its first
 * 16 bytes (RFC 2104 section 5). The same token is always signed to the same text, and only that
 * text is accepted for it.
 *
 * <p>Not thread-safe: it reuses one {@link Mac}. One instance a thread.
 */
public final class NoticeTokenCodec {

  /** Shortest secret accepted, bytes. */
  public static final int MIN_SECRET_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;

  /** First byte of a token of win, billing and loss notices: format and purpose. */
  private static final byte MONEY = 1;

  /** First byte of a token of clicks. */
  private static final byte CLICK = 2;

  private static final int MAX_TEXT_BYTES = 0xFFFF - 1;

  private final Mac mac;

  /**
   * A codec.
   *
   * @param secret shared by all tasks of the job, at least {@value #MIN_SECRET_BYTES} bytes
   */
  public NoticeTokenCodec(byte[] secret) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "the secret that signs notices must have at least "
              + MIN_SECRET_BYTES
              + " bytes, got "
              + secret.length);
    }
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * The token as text safe within a URL.
   *
   * @throws IllegalArgumentException where a text is longer than 65,534 bytes
   */
  public String sign(NoticeToken token) {
    return sign(token, MONEY);
  }

  /**
   * A token for the click address, which stands on the page for everyone to read: it tells the same
   * bid, but no win, billing or loss can be made of it.
   */
  public String signClick(NoticeToken token) {
    return sign(token, CLICK);
  }

  private String sign(NoticeToken token, byte purpose) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.write(purpose);
    writeText(bytes, token.bidId());
    writeText(bytes, token.campaignId());
    writeText(bytes, token.budgetId());
    writeLong(bytes, token.periodStartMillis());
    writeLong(bytes, token.bidMicros());
    writeLong(bytes, token.bidAtMillis());
    writeText(bytes, token.exchange());
    writeText(bytes, token.site());
    writeText(bytes, token.userKey());
    bytes.write(token.test() ? 1 : 0);
    writeText(bytes, token.category());
    byte[] payload = bytes.toByteArray();
    mac.update(payload);
    bytes.write(mac.doFinal(), 0, SIGNATURE_BYTES);
    return encoded(bytes.toByteArray());
  }

  /**
   * The token behind a text, if {@link #sign} made it with the same secret.
   *
   * @throws InvalidNoticeException where the text is no token or its signature is wrong
   */
  public NoticeToken verify(String text) throws InvalidNoticeException {
    return verify(text, MONEY);
  }

  /** The token behind a text that {@link #signClick} made, see {@link #verify(String)}. */
  public NoticeToken verifyClick(String text) throws InvalidNoticeException {
    return verify(text, CLICK);
  }

  private NoticeToken verify(String text, byte purpose) throws InvalidNoticeException {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidNoticeException("the token is not one of ours: no base64url text");
    }
    // Base64 has several texts for the same bytes (the last character's spare bits); one counts.
    if (bytes.length <= SIGNATURE_BYTES || !encoded(bytes).equals(text)) {
      throw new InvalidNoticeException("the token is not one of ours: cut short or altered");
    }
    int end = bytes.length - SIGNATURE_BYTES;
    mac.update(bytes, 0, end);
    byte[] expected = Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new InvalidNoticeException("the token's signature is wrong");
    }
    ByteBuffer payload = ByteBuffer.wrap(bytes, 0, end);
    byte signedFor = payload.get();
    if (signedFor != purpose) {
      throw new InvalidNoticeException(
          signedFor == CLICK
              ? "a click's token cannot tell of money"
              : "the token is of another kind than this notice");
    }
    return new NoticeToken(
        readText(payload),
        readText(payload),
        readText(payload),
        payload.getLong(),
        payload.getLong(),
        payload.getLong(),
        readText(payload),
        readText(payload),
        readText(payload),
        payload.get() == 1,
        // Tokens from before there was a category end here.
        payload.hasRemaining() ? readText(payload) : null);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void writeText(ByteArrayOutputStream bytes, String text) {
    if (text == null) {
      writeShort(bytes, 0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "a text of " + utf8.length + " bytes does not fit into a notice token");
    }
    writeShort(bytes, utf8.length + 1);
    bytes.writeBytes(utf8);
  }

  private static void writeShort(ByteArrayOutputStream bytes, int value) {
    bytes.write(value >>> Byte.SIZE);
    bytes.write(value);
  }

  private static void writeLong(ByteArrayOutputStream bytes, long value) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes.write((int) (value >>> shift));
    }
  }

  private static String readText(ByteBuffer payload) {
    int length = Short.toUnsignedInt(payload.getShort());
    if (length == 0) {
      return null;
    }
    byte[] utf8 = new byte[length - 1];
    payload.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
