package io.paceline.simulator.rehearsal;

/**
 * Checks, line by line in order of time, that each crash of a script is followed by a later
 * restore, and that nothing is done meanwhile that only a running job can do. Times are campaign
 * milliseconds.
 */
final class CrashOrder {

  private static final int NONE = 0;

  private final ScriptFaults faults;

  /** Number of the line with the crash from which the job has not come back, from 1; else none. */
  private int crashLine = NONE;

  private long crashMillis;

  /** Tells faults to {@code faults}. */
  CrashOrder(ScriptFaults faults) {
    this.faults = faults;
  }

  private boolean isDown() {
    return crashLine != NONE;
  }

  /** The next line is a crash. */
  void crash(int line, long atMillis) {
    if (isDown()) {
      faults.add(
          line,
          "the job is down already since line " + crashLine + ": put a restore before this crash");
      return;
    }
    crashLine = line;
    crashMillis = atMillis;
  }

  /** The next line is a restore. */
  void restore(int line, long atMillis) {
    if (!isDown()) {
      faults.add(line, "the job runs, so nothing can be restored: put a crash before it");
    } else if (atMillis == crashMillis) {
      faults.add(line, "a restore takes time: give it a later \"at\" than the crash");
    }
    crashLine = NONE;
  }

  /** The next line is a stall. */
  void stall(int line) {
    if (isDown()) {
      faults.add(
          line, "the job is down since line " + crashLine + ": put the stall after the restore");
    }
  }

  /** There are no more lines, and none of those that could not be read may be a restore. */
  void end() {
    if (isDown()) {
      faults.add(crashLine, "the job never comes back: add a later line with \"do\": \"restore\"");
    }
  }
}
