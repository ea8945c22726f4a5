package io.paceline.simulator.synthetic;

import java.util.SplittableRandom;

/**
 * Random draws that depend only on a seed and on what they are for, not on the order in which they
 * are made.
 */
final class SeededHash {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private SeededHash() {}

  /**
   * A random source for one purpose ({@code kind}) and one object of that purpose ({@code index}).
   */
  static SplittableRandom random(long seed, long kind, long index) {
    return new SplittableRandom(mix(mix(mix(seed) + kind) + index));
  }

  /** A uniform draw from [0, 1) for a name. */
  static double uniform(long seed, String name) {
    long hash = FNV_OFFSET ^ mix(seed);
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return (mix(hash) >>> 11) * 0x1.0p-53;
  }

  /**
   * Finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA'14): every input bit affects every output
   * bit.
   */
  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
