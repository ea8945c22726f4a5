package io.paceline.training.preparation;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Hands records on in order of time. In batch mode Flink sorts what enters a keyed function by key
 * and, within a key, by time, on disk where memory does not suffice. Records of one key therefore
 * come in order of time.
 */
final class SortByTime<K, T> extends KeyedProcessFunction<K, T, T> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(T value, Context context, Collector<T> out) {
    out.collect(value);
  }
}
