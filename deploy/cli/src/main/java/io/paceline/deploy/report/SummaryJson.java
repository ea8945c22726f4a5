package io.paceline.deploy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes and reads {@code summary.json}. */
public final class SummaryJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SummaryJson() {}

  /** The summary as indented JSON. */
  public static String toJson(RunSummary summary) {
    try {
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a summary is always JSON", e);
    }
  }

  /** Writes the file and, where missing, its folder. */
  public static void write(Path file, RunSummary summary) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, toJson(summary) + System.lineSeparator(), StandardCharsets.UTF_8);
  }

  /** Reads what {@link #write} wrote. */
  public static RunSummary read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), RunSummary.class);
  }
}
