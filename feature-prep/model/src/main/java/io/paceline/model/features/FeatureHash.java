package io.paceline.model.features;

import org.jspecify.annotations.Nullable;

/**
 * The hash behind every id of the model. It never changes: another hash would need another {@link
 * FeatureSpec#version}.
 *
 * <p>Strings: 64-bit FNV-1a (Fowler, Noll, Vo) over the UTF-16 code units, low byte first, offset
 * basis {@code 0xcbf29ce484222325}, prime {@code 0x100000001b3}.
 *
 * <p>Buckets: FNV alone spreads its high bits badly, so its value first goes through MurmurHash3's
 * 64-bit finalizer ({@code fmix64}, Appleby). The bucket is then found by multiplication (Lemire,
 * "Fast random integer generation in an interval", 2019), because a division took half of the time
 * spent on a candidate.
 */
final class FeatureHash {

  /** The hash's name in {@link FeatureSpec#hash}. */
  static final String NAME = "fnv1a-64 utf-16le, fmix64, 1 + (high 32 bits * (buckets - 1) >> 32)";

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** The square of {@link #PRIME}, modulo 2^64. */
  private static final long PRIME_SQUARED = 0x366000002e329L;

  private FeatureHash() {}

  /** Returns the hash of a text. It is 0 only for a missing text (null or empty). */
  static long of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return 0L;
    }
    long hash = OFFSET_BASIS;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit <= 0xff) {
        // The high byte is 0, so that its step only multiplies by the prime once more.
        hash = (hash ^ unit) * PRIME_SQUARED;
      } else {
        hash = (hash ^ (unit & 0xff)) * PRIME;
        hash = (hash ^ (unit >>> 8)) * PRIME;
      }
    }
    return hash == 0L ? 1L : hash;
  }

  /** Returns the hash of an ordered pair; 0 where either is missing. */
  static long pair(long first, long second) {
    return join(opening(first), second);
  }

  /**
   * Computes the half of {@link #pair} that depends on the first hash only; 0 where the first hash
   * is missing.
   */
  static long opening(long first) {
    return finish(first) * PRIME;
  }

  /** Completes {@link #pair} with the second hash. */
  static long join(long opening, long second) {
    if (opening == 0L || second == 0L) {
      return 0L;
    }
    long hash = opening ^ second;
    return hash == 0L ? 1L : hash;
  }

  /** Returns the bucket of a hash, 1 to buckets - 1; 0 for a missing value. */
  static int bucket(long hash, int buckets) {
    return hash == 0L ? 0 : 1 + (int) (((finish(hash) >>> 32) * (buckets - 1L)) >>> 32);
  }

  private static long finish(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
