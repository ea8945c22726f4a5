package io.paceline.core.pacing;

/** Pacing updates for tests. */
final class PacingUpdates {

  private PacingUpdates() {}

  /** An update of budget {@code shoes} whose whole numbers count up from 1 in the JSON's order. */
  static PacingUpdate numbered(double pacingMultiplier) {
    return new PacingUpdate(
        "shoes",
        1,
        new PacingUpdate.Period(2, 3),
        new PacingUpdate.Spend(4, 5, 6, 7),
        new PacingUpdate.Progress(0.5, 0.25),
        new PacingUpdate.Control(pacingMultiplier, 1.25, true),
        new PacingUpdate.Standing(PacingStatus.BEHIND, "5.0 % behind"),
        new PacingUpdate.Counts(8, 9, 10, 11, 12, 13));
  }
}
