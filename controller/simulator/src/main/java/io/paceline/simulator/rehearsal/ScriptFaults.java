package io.paceline.simulator.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of a script's lines, in whatever order they are found. */
final class ScriptFaults {

  private record Fault(int line, String sentence) {}

  private final List<Fault> faults = new ArrayList<>();

  /**
   * Notes a fault.
   *
   * @param line number of the line, from 1
   * @param sentence what is wrong, and what would be right
   */
  void add(int line, String sentence) {
    faults.add(new Fault(line, sentence));
  }

  /**
   * Ends the reading of a script that has faults.
   *
   * @throws InvalidScriptException with all faults, in order of the lines, if there are any
   */
  void refuse() throws InvalidScriptException {
    if (!faults.isEmpty()) {
      throw new InvalidScriptException(
          faults.stream()
              .sorted(Comparator.comparingInt(Fault::line))
              .map(fault -> "line " + fault.line() + ": " + fault.sentence())
              .toList());
    }
  }
}
