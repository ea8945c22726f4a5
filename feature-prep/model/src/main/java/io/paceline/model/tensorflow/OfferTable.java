package io.paceline.model.tensorflow;

import io.paceline.model.features.FeatureEncoder;
import java.util.Arrays;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the network computes from each offer alone, before it meets a request. Each row is computed
 * once and fed to every call, because a job has far fewer offers than candidates. Rows are only
 * ever added; {@link #clear} removes all of them.
 */
final class OfferTable implements AutoCloseable {

  static final int IDS = FeatureEncoder.SPEC.candidateEmbeddingCount();

  /**
   * Number of rows that one call computes. Where fewer are needed, the last of them is repeated.
   */
  private static final int CALL_ROWS = 256;

  private static final int FIRST_ROWS = 256;

  /**
   * Number of rows from which on the table counts as full. A job has fewer combinations of offer
   * and age at a time, so in a table of this size most rows belong to ages that have passed or to
   * earlier offer books.
   */
  private static final int FULL_ROWS = 65_536;

  private final LoadedModel model;

  /** How many numbers the network computes for an offer. */
  private final int width;

  private float[] values;
  private TFloat32 tensor;
  private int[] ids = new int[FIRST_ROWS * IDS];
  private int rows;
  private int computed;

  OfferTable(LoadedModel model) {
    this.model = model;
    width = (int) model.offer.shape().get(1);
    values = new float[FIRST_ROWS * width];
    tensor = TFloat32.tensorOf(Shape.of(FIRST_ROWS, width));
  }

  /** Adds a row for one more offer and returns its number; {@link #compute} fills the row. */
  int add() {
    if ((rows + 1) * IDS > ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    return rows++;
  }

  /** Returns the place in {@link #ids} where the ids of a row begin. */
  int idsAt(int row) {
    return row * IDS;
  }

  /**
   * Returns the array of all rows' ids. The caller writes a row's ids between {@link #add} and
   * {@link #compute}.
   */
  int[] ids() {
    return ids;
  }

  boolean isFull() {
    return rows >= FULL_ROWS;
  }

  /** Forgets all rows. */
  void clear() {
    rows = 0;
    computed = 0;
  }

  /** Fills the rows that were added since the last time. */
  void compute() {
    if (computed == rows) {
      return;
    }
    grow(rows);
    try (TInt32 chunk = TInt32.tensorOf(Shape.of(CALL_ROWS, IDS))) {
      while (computed < rows) {
        int count = Math.min(CALL_ROWS, rows - computed);
        for (int i = 0; i < CALL_ROWS; i++) {
          int row = computed + Math.min(i, count - 1);
          chunk.asRawTensor().data().asInts().offset((long) i * IDS).write(ids, row * IDS, IDS);
        }
        try (Result result =
            model
                .session()
                .runner()
                .feed(model.offerIds, chunk)
                .fetch(model.offer)
                .setOptions(LoadedModel.ON_CALLERS_THREAD)
                .run()) {
          write(result.get(0), computed, count);
        }
        computed += count;
      }
    }
  }

  /** Returns the tensor that every call is fed, [rows or more, {@link #width}]. */
  Tensor tensor() {
    return tensor;
  }

  private void grow(int needed) {
    int capacity = values.length / width;
    if (needed <= capacity) {
      return;
    }
    while (capacity < needed) {
      capacity *= 2;
    }
    TFloat32 larger = TFloat32.tensorOf(Shape.of(capacity, width));
    tensor.close();
    tensor = larger;
    values = Arrays.copyOf(values, capacity * width);
    tensor.asRawTensor().data().asFloats().write(values);
  }

  private void write(Tensor from, int row, int count) {
    from.asRawTensor().data().asFloats().read(values, row * width, count * width);
    tensor
        .asRawTensor()
        .data()
        .asFloats()
        .offset((long) row * width)
        .write(values, row * width, count * width);
  }

  @Override
  public void close() {
    tensor.close();
  }
}
