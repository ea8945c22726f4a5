package io.paceline.model.tensorflow;

import io.paceline.model.features.FeatureEncoder;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;

/**
 * The linear weights of the crosses, taken out of a model to be summed in Java. TensorFlow's gather
 * makes one copying call for each of a candidate's thirteen weights, which took more time than the
 * rest of the network.
 *
 * <p>Training leaves nearly all weights at exactly 0 (458 of 327,680 are not, after a synthetic
 * day), and ids are hashes, so each read would wait for another cache line of a table of 1.3 MB.
 * One bit for each weight says whether it is worth reading; the bits take 40 KB and stay in the
 * processor's nearest caches.
 */
final class CrossWeights {

  /** The first id of the first cross. */
  private static final int FIRST = FeatureEncoder.SPEC.embeddingRows();

  private final float[] weights;

  /** One bit for each row, set where the row's weight is not 0. */
  private final long[] matters;

  /** Takes the weights of all crosses; an id's weight stands at the id minus {@link #FIRST}. */
  CrossWeights(float[] weights) {
    this.weights = weights;
    matters = new long[(weights.length + Long.SIZE - 1) / Long.SIZE];
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] != 0f) {
        matters[row / Long.SIZE] |= 1L << row;
      }
    }
  }

  /**
   * Reads the weights from a model.
   *
   * @param output name of the model's output that holds the weights
   */
  static CrossWeights read(SavedModelBundle model, String output) {
    float[] weights = new float[FeatureEncoder.SPEC.weightRows() - FIRST];
    try (Result result = model.session().runner().fetch(output).run()) {
      Tensor values = result.get(0);
      values.asRawTensor().data().asFloats().read(weights);
    }
    return new CrossWeights(weights);
  }

  /**
   * Returns the sum of the weights of {@code count} ids, the first of which stands at {@code from}.
   */
  float sum(int[] ids, int from, int count) {
    float sum = 0f;
    for (int i = from; i < from + count; i++) {
      int row = ids[i] - FIRST;
      if ((matters[row / Long.SIZE] & 1L << row) != 0L) {
        sum += weights[row];
      }
    }
    return sum;
  }
}
