package io.paceline.deploy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.deploy.cli.OutputFile;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code summary.json}. */
public final class SummaryJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SummaryJson() {}

  /** The summary as indented JSON. */
  static String toJson(RunSummary summary) {
    try {
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a summary is always JSON", e);
    }
  }

  /** Writes the file and, where missing, its folder. */
  public static void write(Path file, RunSummary summary) throws IOException {
    OutputFile.write(file, toJson(summary) + System.lineSeparator());
  }
}
