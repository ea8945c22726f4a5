package io.paceline.training.preparation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A file with one line for each record, compressed where its name ends in {@code .gz}.
 *
 * @param <T> the records
 */
final class LinesFile<T> implements SingleFileSink.RecordFile<T> {

  private static final int BUFFER = 1 << 16;

  /**
   * How a record is written.
   *
   * @param <T> the records
   */
  interface Form<T> {
    byte[] line(T value) throws IOException;
  }

  private final OutputStream out;
  private final Form<T> form;

  LinesFile(Path file, Form<T> form) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    this.out =
        new BufferedOutputStream(
            file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, BUFFER) : bytes, BUFFER);
    this.form = form;
  }

  @Override
  public void add(T value) throws IOException {
    out.write(form.line(value));
    out.write("\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void finish() throws IOException {
    out.close();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
