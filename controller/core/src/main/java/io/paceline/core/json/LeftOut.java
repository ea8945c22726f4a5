package io.paceline.core.json;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of a document that could not be read and were left out, with their faults. Nothing is
 * allocated for a document that is read whole, and the first {@value #MAX_TOLD} faults are told;
 * further ones are only counted.
 */
public final class LeftOut {

  private static final int MAX_TOLD = 10;

  private List<String> faults = List.of();
  private int count;

  /** Notes a place that was left out. */
  public void note(String fault) {
    if (count++ == 0) {
      faults = new ArrayList<>();
    }
    if (faults.size() < MAX_TOLD) {
      faults.add(fault);
    }
  }

  /** How many places were left out. */
  public int count() {
    return count;
  }

  /** The first faults, each with its place. */
  public List<String> faults() {
    return List.copyOf(faults);
  }
}
