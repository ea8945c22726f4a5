package io.paceline.deploy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files that a command leaves behind. */
public final class OutputFile {
  private OutputFile() {}

  /** Writes a file anew, in UTF-8, and creates the folders above it where they are missing. */
  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
