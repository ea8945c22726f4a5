package io.paceline.core.notice;

import io.paceline.core.json.Shown;
import io.paceline.core.money.Micros;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs the facts that a notice carries about its bid, so that they can travel through the exchange
 * and be trusted when they come back. A token is the base64url text, without padding, of
 *
 * <pre>
 * purpose (1 byte) · id of the key (1 byte) · the record's fields in their order
 * · HMAC-SHA256 of all before (16 bytes)
 * </pre>
 *
 * <p>A text is written as its UTF-8 length plus one, a two-byte number, followed by its bytes; the
 * number 0 stands for null. A {@code long} has eight bytes, big endian; the test flag has one byte.
 * The MAC is cut to its first 16 bytes (RFC 2104 section 5). Signing the same token with the same
 * key always gives the same text, and no other text with that key is accepted for that token.
 *
 * <p>A click's token is signed together with the address to which the click is redirected, so that
 * nobody can send our users elsewhere: its HMAC-SHA256 covers
 *
 * <pre>length of the target's UTF-8 bytes (4 bytes, big endian) · those bytes · all before the MAC
 * </pre>
 *
 * <p>The first of the {@link NoticeKeys} signs; a token is verified with the key whose id it
 * carries.
 *
 * <p>Not thread-safe, because it reuses its {@link Mac}s and one buffer: each thread needs its own.
 */
public final class NoticeTokenCodec {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;

  /** First byte of a token of win, billing and loss notices; it tells format and purpose. */
  private static final byte MONEY = 3;

  /** First byte of a token of clicks. */
  private static final byte CLICK = 4;

  private static final int MAX_TEXT_BYTES = 0xFFFF - 1;

  /** Bytes before the record's fields: purpose and key. */
  private static final int HEADER_BYTES = 2;

  /** So many characters of base64 stand for three bytes. */
  private static final int BASE64_GROUP = 4;

  /** The end of the year 9999, milliseconds since 1970; no real time is later. */
  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private final NoticeKeys keys;

  /** By id of the key; null where there is none. */
  private final @Nullable Mac[] macs = new Mac[256];

  private final int signingId;
  private final Mac signingMac;

  /** The bytes to be signed, with room for a whole MAC behind them. */
  private byte[] buffer = new byte[512];

  private int length;

  /**
   * The token whose fields are in the buffer. The two tokens of a bid are signed one after the
   * other, so the second one finds its fields already written.
   */
  private @Nullable NoticeToken written;

  /**
   * Makes a codec of one key, whose id is {@value NoticeKeys#DEFAULT_ID}.
   *
   * @param secret UTF-8 text, at least {@value NoticeKeys#MIN_SECRET_BYTES} bytes
   */
  public NoticeTokenCodec(byte[] secret) {
    this(NoticeKeys.of(new String(secret, StandardCharsets.UTF_8)));
  }

  /** Makes a codec that signs with the first of these keys and verifies with all of them. */
  public NoticeTokenCodec(NoticeKeys keys) {
    this.keys = keys;
    for (NoticeKeys.Key key : keys.keys()) {
      macs[key.id()] = mac(key.secret());
    }
    NoticeKeys.Key first = keys.keys().get(0);
    signingId = first.id();
    signingMac = mac(first.secret());
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * Signs a token and returns it as text that is safe within a URL.
   *
   * @throws IllegalArgumentException where a text is longer than 65,534 bytes
   */
  public String sign(NoticeToken token) {
    write(token, MONEY);
    return signed();
  }

  /**
   * Signs a token for the click address, which everyone can read on the page. The token names the
   * same bid, but nobody can use it for a win, billing or loss notice or for another target.
   *
   * @param target where the click leads
   */
  public String signClick(NoticeToken token, String target) {
    write(token, CLICK);
    updateTarget(signingMac, target);
    return signed();
  }

  private static void updateTarget(Mac mac, String target) {
    byte[] utf8 = target.getBytes(StandardCharsets.UTF_8);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      mac.update((byte) (utf8.length >>> shift));
    }
    mac.update(utf8);
  }

  private void write(NoticeToken token, byte purpose) {
    if (!token.equals(written)) {
      written = null;
      length = HEADER_BYTES;
      writeText(token.bidId());
      writeText(token.campaignId());
      writeText(token.budgetId());
      writeLong(token.periodKey());
      writeLong(token.bidMicros());
      writeLong(token.bidAtMillis());
      writeText(token.exchange());
      writeText(token.site());
      writeText(token.userKey());
      writeByte(token.test() ? 1 : 0);
      writeText(token.category());
      written = token;
    }
    buffer[0] = purpose;
    buffer[1] = (byte) signingId;
  }

  private String signed() {
    need(signingMac.getMacLength());
    signingMac.update(buffer, 0, length);
    try {
      signingMac.doFinal(buffer, length);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("room was made for it", e);
    }
    return encoded(Arrays.copyOf(buffer, length + SIGNATURE_BYTES));
  }

  /**
   * The token behind a text, if {@link #sign} made it with one of these keys.
   *
   * @throws InvalidNoticeException where the text is no token, its key is not among these, its
   *     signature is wrong, or its amount or a time in it is out of bounds
   */
  public NoticeToken verify(String text) throws InvalidNoticeException {
    return verify(text, MONEY, null);
  }

  /**
   * The token behind a text that {@link #signClick} made for this target, see {@link
   * #verify(String)}.
   */
  public NoticeToken verifyClick(String text, String target) throws InvalidNoticeException {
    return verify(text, CLICK, target);
  }

  private NoticeToken verify(String text, byte purpose, @Nullable String target)
      throws InvalidNoticeException {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidNoticeException(
          "the token is not one of ours: no base64url text", claimed(text));
    }
    // Base64 has several texts for the same bytes, since the last character has spare bits; only
    // one of them is accepted.
    if (bytes.length <= HEADER_BYTES + SIGNATURE_BYTES || !encoded(bytes).equals(text)) {
      throw new InvalidNoticeException(
          "the token is not one of ours: cut short or altered", claimed(text));
    }
    byte signedFor = bytes[0];
    if (signedFor != MONEY && signedFor != CLICK) {
      throw new InvalidNoticeException("the token is not one of ours: of an unknown form");
    }
    int keyId = Byte.toUnsignedInt(bytes[1]);
    int end = bytes.length - SIGNATURE_BYTES;
    Mac mac = macs[keyId];
    if (mac == null) {
      throw new InvalidNoticeException(
          "the token names key " + keyId + ", which is not among the keys in use: " + keys.ids(),
          claimed(text));
    }
    if (target != null) {
      updateTarget(mac, target);
    }
    mac.update(bytes, 0, end);
    byte[] expected = Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new InvalidNoticeException(wrongSignature(bytes, target), claimed(text));
    }
    if (signedFor != purpose) {
      throw new InvalidNoticeException(
          signedFor == CLICK
              ? "a click's token is not valid for win, billing or loss notices"
              : "the token is of another kind than this notice");
    }
    try {
      NoticeToken token = fields(ByteBuffer.wrap(bytes, HEADER_BYTES, end - HEADER_BYTES));
      if (!isWithinBounds(token)) {
        throw new InvalidNoticeException("the token's amount or time is out of bounds");
      }
      return token;
    } catch (BufferUnderflowException e) {
      // Whoever signed this has the key, but writes tokens in another form.
      throw new InvalidNoticeException("the token is signed with our key, but has another form");
    }
  }

  /**
   * What a token says that is not signed, be it cut short or not; null where it cannot be read. The
   * signature comes last, so a token that has lost its end may still say everything.
   */
  private static @Nullable NoticeToken claimed(String text) {
    try {
      String whole = text.substring(0, text.length() - text.length() % BASE64_GROUP);
      byte[] bytes = Base64.getUrlDecoder().decode(whole);
      if (bytes.length <= HEADER_BYTES || bytes[0] != MONEY) {
        return null;
      }
      NoticeToken token = fields(ByteBuffer.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES));
      return isWithinBounds(token) ? token : null;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return null;
    }
  }

  private static boolean isWithinBounds(NoticeToken token) {
    return token.bidMicros() >= 0
        && token.bidMicros() <= Micros.MAX
        && token.bidAtMillis() >= 0
        && token.bidAtMillis() <= LATEST_MILLIS
        && token.periodKey() >= -LATEST_MILLIS
        && token.periodKey() <= LATEST_MILLIS;
  }

  private static NoticeToken fields(ByteBuffer payload) {
    return new NoticeToken(
        readName(payload),
        readName(payload),
        readName(payload),
        payload.getLong(),
        payload.getLong(),
        payload.getLong(),
        readName(payload),
        readText(payload),
        readText(payload),
        payload.get() == 1,
        readText(payload));
  }

  /**
   * A message that a person can act on: most tokens with a wrong signature were signed for another
   * purpose or target.
   */
  private static String wrongSignature(byte[] bytes, @Nullable String target) {
    if (target == null) {
      return bytes[0] == CLICK
          ? "a click's token is not valid for win, billing or loss notices"
          : "the token's signature is wrong";
    }
    return bytes[0] == MONEY
        ? "the token is of another kind than this notice"
        : "the click is not signed for its target (parameter r): " + Shown.text(target);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void need(int more) {
    if (buffer.length < length + more) {
      buffer = Arrays.copyOf(buffer, 2 * (length + more));
    }
  }

  private void writeByte(int value) {
    need(1);
    buffer[length++] = (byte) value;
  }

  private void writeText(@Nullable String text) {
    if (text == null) {
      writeShort(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "a text of " + utf8.length + " bytes does not fit into a notice token");
    }
    writeShort(utf8.length + 1);
    need(utf8.length);
    System.arraycopy(utf8, 0, buffer, length, utf8.length);
    length += utf8.length;
  }

  private void writeShort(int value) {
    writeByte(value >>> Byte.SIZE);
    writeByte(value);
  }

  private void writeLong(long value) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      writeByte((int) (value >>> shift));
    }
  }

  /** Reads a text that every signed token has; should it be null after all, the empty text. */
  private static String readName(ByteBuffer payload) {
    return Objects.requireNonNullElse(readText(payload), "");
  }

  private static @Nullable String readText(ByteBuffer payload) {
    int length = Short.toUnsignedInt(payload.getShort());
    if (length == 0) {
      return null;
    }
    byte[] utf8 = new byte[length - 1];
    payload.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
