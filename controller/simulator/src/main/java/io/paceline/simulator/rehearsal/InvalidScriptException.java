package io.paceline.simulator.rehearsal;

/** A script has a fault. The message is one sentence with the line and what would be right. */
public final class InvalidScriptException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param line number of the line, from 1
   * @param sentence what is wrong and what is right
   */
  public InvalidScriptException(int line, String sentence) {
    super("line " + line + ": " + sentence);
  }
}
