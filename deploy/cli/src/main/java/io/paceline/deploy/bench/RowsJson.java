package io.paceline.deploy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes rows as JSON, one object a line. */
final class RowsJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RowsJson() {}

  /** One row as JSON, without a line break. */
  static String line(BenchRow row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of numbers is always writable", e);
    }
  }

  /** Writes the file anew, and creates its folder where it is missing. */
  static void write(Path file, List<BenchRow> rows) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, rows.stream().map(RowsJson::line).toList(), StandardCharsets.UTF_8);
  }
}
