package io.paceline.core.ledger;

/**
 * Hashes of 64 bits that stand for long names in keys of the store: FNV-1a (Fowler, Noll and Vo),
 * whose result is mixed once more (the finish of SplitMix64), so that every bit depends on all of
 * the input.
 */
final class Hash64 {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * Ends each text, so that "ab", "c" and "a", "bc" get different hashes. Unicode assigns no
   * character to this number, so no name that people use contains it.
   */
  private static final int END = 0xffff;

  private long hash = FNV_BASIS;

  Hash64 with(String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ END) * FNV_PRIME;
    return this;
  }

  Hash64 with(long number) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((number >>> shift) & 0xff)) * FNV_PRIME;
    }
    return this;
  }

  long value() {
    long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
