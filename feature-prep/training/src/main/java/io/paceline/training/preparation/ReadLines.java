package io.paceline.training.preparation;

import io.paceline.simulator.ipinyou.LogText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the file at a path and emits its numbered lines, except blank ones. One subtask reads a
 * whole file. Paths are Flink's, so a file may lie wherever the cluster can read. Packed files are
 * read as {@link LogText} says. A file that cannot be read to its end fails the job, because half a
 * file would give statistics that look whole.
 */
final class ReadLines extends RichFlatMapFunction<String, InputLine> {

  private static final long serialVersionUID = 1L;

  private transient PreparationCounters counts;

  @Override
  public void open(OpenContext context) {
    counts = new PreparationCounters(getRuntimeContext());
  }

  @Override
  public void flatMap(String path, Collector<InputLine> out) throws UnreadableFileException {
    org.apache.flink.core.fs.Path file = new org.apache.flink.core.fs.Path(path);
    String name = file.getName();
    long number = 0;
    try (BufferedReader text = LogText.open(file.getFileSystem().open(file))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank()) {
          counts.add(PreparationCounters.LINES);
          out.collect(new InputLine(name, number, line));
        }
      }
    } catch (IOException e) {
      throw new UnreadableFileException(file.getPath() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the path of a local file in the form that this function reads. */
  static String path(Path file) {
    return file.toAbsolutePath().normalize().toUri().toString();
  }
}
