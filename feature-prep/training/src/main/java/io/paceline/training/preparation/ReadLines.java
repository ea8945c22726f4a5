package io.paceline.training.preparation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the file at a path and emits its numbered lines, except blank ones. One subtask reads a
 * whole file. Paths are Flink's, so a file may lie wherever the cluster can read.
 */
final class ReadLines extends ProcessFunction<String, InputLine> {

  private static final long serialVersionUID = 1L;

  private transient PreparationCounters counts;

  @Override
  public void open(OpenContext context) {
    counts = new PreparationCounters(getRuntimeContext());
  }

  @Override
  public void processElement(String path, Context context, Collector<InputLine> out)
      throws IOException {
    org.apache.flink.core.fs.Path file = new org.apache.flink.core.fs.Path(path);
    FileSystem fileSystem = file.getFileSystem();
    String name = file.getName();
    long number = 0;
    // Bytes that are no UTF-8 are replaced and not refused, because a logged user agent may hold
    // them.
    try (InputStream raw = fileSystem.open(file);
        InputStream bytes =
            name.toLowerCase(Locale.ROOT).endsWith(".gz")
                ? new GZIPInputStream(raw, 1 << 16)
                : raw;
        BufferedReader text =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16)) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank()) {
          counts.add(PreparationCounters.LINES);
          out.collect(new InputLine(name, number, line));
        }
      }
    } catch (IOException e) {
      counts.add(PreparationCounters.REJECTED);
      context.output(
          PreparationTopology.REJECTED,
          new RejectedLine(
              name, number + 1, "the file cannot be read from here on: " + e.getMessage()));
    }
  }

  /** Returns the path of a local file in the form that this function reads. */
  static String path(Path file) {
    return file.toAbsolutePath().normalize().toUri().toString();
  }
}
