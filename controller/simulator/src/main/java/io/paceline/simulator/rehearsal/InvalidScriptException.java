package io.paceline.simulator.rehearsal;

import java.util.List;

/**
 * Tells that a script has faults. Each fault is one sentence that names its line and says what
 * would be right; the message has one line for each fault.
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

  /** The faults, each a sentence, in order of the script's lines. */
  public List<String> faults() {
    return faults;
  }
}
