package io.paceline.deploy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.deploy.cli.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
    OutputFile.write(
        file,
        rows.stream().map(row -> line(row) + System.lineSeparator()).collect(Collectors.joining()));
  }
}
