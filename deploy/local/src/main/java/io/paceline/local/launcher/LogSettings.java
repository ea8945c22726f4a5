package io.paceline.local.launcher;

import java.nio.file.Path;

/**
 * Where log4j2.properties writes and how much. Log4j reads these when its first logger is made, so
 * a command sets them before its work begins.
 */
final class LogSettings {
  private LogSettings() {}

  static void writeTo(Path file) {
    System.setProperty("paceline.log", file.toString());
  }

  static void verbose() {
    System.setProperty("paceline.log.level", "info");
  }
}
