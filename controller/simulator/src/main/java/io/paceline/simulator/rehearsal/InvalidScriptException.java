package io.paceline.simulator.rehearsal;

import java.util.List;

/**
 * A script has faults. Each is one sentence with the line and what would be right; the message has
 * one line for each of them.
 */
public final class InvalidScriptException extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  /**
   * Makes the exception.
   *
   * @param faults at least one sentence, in order of the lines
   */
  public InvalidScriptException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong and what is right, in order of the lines. */
  public List<String> faults() {
    return faults;
  }
}
