package io.paceline.core.pacing;

/**
 * The numbers that a law remembers between ticks, and which law can read them.
 *
 * @param law {@link PacingLaw#name} of the law that wrote them
 * @param version {@link PacingLaw#version} of the law that wrote them
 * @param numbers see {@link PacingState#memory}
 */
public record LawMemory(String law, int version, double[] numbers) {

  /** The memory that a law writes. */
  public static LawMemory of(PacingLaw law, double[] numbers) {
    return new LawMemory(law.name(), law.version(), numbers);
  }

  /** Whether this law, in this version, wrote the numbers and so may read them. */
  public boolean belongsTo(PacingLaw other) {
    return law.equals(other.name()) && version == other.version();
  }
}
