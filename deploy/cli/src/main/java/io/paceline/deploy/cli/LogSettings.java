package io.paceline.deploy.cli;

import java.nio.file.Path;

/**
 * Where log4j2.properties writes and how much. Log4j reads these when its first logger is made, so
 * a command sets them before its work begins.
 */
public final class LogSettings {
  private LogSettings() {}

  /** Names the file that warnings go to. */
  public static void writeTo(Path file) {
    System.setProperty("paceline.log", file.toString());
  }

  /** Logs more. */
  public static void verbose() {
    System.setProperty("paceline.log.level", "info");
  }
}
