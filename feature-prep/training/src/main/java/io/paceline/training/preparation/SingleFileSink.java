package io.paceline.training.preparation;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes one file of the prepared folder. A single subtask takes the records in the order in which
 * they come.
 *
 * @param <T> the stream's records
 */
final class SingleFileSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  /**
   * A file that takes records.
   *
   * @param <T> the stream's records
   */
  interface RecordFile<T> extends Closeable {
    void add(T value) throws IOException;

    /** Called after the last record. */
    void finish() throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /**
   * Opens the file.
   *
   * @param <T> the stream's records
   */
  interface Opener<T> extends Serializable {
    RecordFile<T> open(Path folder) throws IOException;
  }

  private final String folder;
  private final Opener<T> opener;

  SingleFileSink(Path folder, Opener<T> opener) {
    this.folder = folder.toString();
    this.opener = opener;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    RecordFile<T> file = opener.open(Path.of(folder));
    return new SinkWriter<>() {
      @Override
      public void write(T value, Context unused) throws IOException {
        file.add(value);
      }

      @Override
      public void flush(boolean endOfInput) throws IOException {
        if (endOfInput) {
          file.finish();
        }
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
