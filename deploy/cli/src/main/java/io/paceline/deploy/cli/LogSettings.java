package io.paceline.deploy.cli;

import java.nio.file.Path;

/**
 * Sets the file and the level of log4j2.properties. Log4j reads both when its first logger is made,
 * so a command sets them before its work begins.
 */
public final class LogSettings {
  private LogSettings() {}

  /** Names the file that warnings go to. */
  public static void writeTo(Path file) {
    System.setProperty("paceline.log", file.toString());
  }

  /** Logs from level info on. */
  public static void verbose() {
    System.setProperty("paceline.log.level", "info");
  }
}
