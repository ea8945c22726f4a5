package io.paceline.training.preparation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A file of records that come in order of time. Records of the same instant are sorted by a further
 * order, so that the same inputs always give the same file.
 *
 * @param <T> the records
 */
final class OrderedLinesFile<T> implements SingleFileSink.RecordFile<T> {

  private final LinesFile<T> file;
  private final ToLongFunction<T> millis;
  private final Comparator<T> order;
  private final List<T> sameInstant = new ArrayList<>();

  OrderedLinesFile(LinesFile<T> file, ToLongFunction<T> millis, Comparator<T> order) {
    this.file = file;
    this.millis = millis;
    this.order = order;
  }

  @Override
  public void add(T value) throws IOException {
    if (!sameInstant.isEmpty()
        && millis.applyAsLong(sameInstant.get(0)) != millis.applyAsLong(value)) {
      write();
    }
    sameInstant.add(value);
  }

  private void write() throws IOException {
    sameInstant.sort(order);
    for (T value : sameInstant) {
      file.add(value);
    }
    sameInstant.clear();
  }

  @Override
  public void finish() throws IOException {
    write();
    file.finish();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
