package io.paceline.core.allocation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes bid ids and random draws that are the same in a replay. Each comes from a SHA-256 over
 * the lengths and the UTF-8 bytes of its parts. An id is therefore safe in URLs and JSON, whatever
 * characters an exchange puts in its own ids, and two different lists of parts do not collide. Not
 * thread-safe.
 */
final class BidIds {

  private static final int ID_BYTES = 16;

  /** Kept, because looking up the algorithm takes as long as computing a digest. */
  private final MessageDigest sha256 = sha256();

  /** The id of a bid, 32 hexadecimal digits. */
  String bidId(String exchange, String requestId, String impId, String campaignId) {
    byte[] digest = digest(exchange, requestId, impId, campaignId);
    return HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  /** A draw for an impression, uniform in [0, 1). */
  double uniform(String exchange, String requestId, String impId) {
    return (ByteBuffer.wrap(digest(exchange, requestId, impId)).getLong() >>> 11) * 0x1.0p-53;
  }

  private byte[] digest(String... parts) {
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update((byte) (bytes.length >>> 24));
      sha256.update((byte) (bytes.length >>> 16));
      sha256.update((byte) (bytes.length >>> 8));
      sha256.update((byte) bytes.length);
      sha256.update(bytes);
    }
    return sha256.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
