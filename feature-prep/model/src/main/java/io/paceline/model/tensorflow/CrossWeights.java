package io.paceline.model.tensorflow;

import io.paceline.model.features.FeatureEncoder;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;

/**
 * The linear weights of the crosses, taken out of a model. TensorFlow's gather copies each of a
 * candidate's thirteen by a call of its own, which took more time than the rest of the network.
 *
 * <p>Training leaves nearly all of them at exactly 0 (458 of 327,680 are not, after a synthetic
 * day), and ids are hashes, so each read would wait for another line of a table of 1.3 MB. A bit
 * each says which are worth reading; those 40 KB stay in the processor's nearest caches.
 */
final class CrossWeights {

  /** The first cross's first id. */
  private static final int FIRST = FeatureEncoder.SPEC.embeddingRows();

  private final float[] weights;

  /** Bit by row, whether its weight is not 0. */
  private final long[] matters;

  /** Weights by id less the first cross's first id. */
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
   * Reads them.
   *
   * @param output of the model that gives them
   */
  static CrossWeights read(SavedModelBundle model, String output) {
    float[] weights = new float[FeatureEncoder.SPEC.weightRows() - FIRST];
    try (Result result = model.session().runner().fetch(output).run()) {
      Tensor values = result.get(0);
      values.asRawTensor().data().asFloats().read(weights);
    }
    return new CrossWeights(weights);
  }

  /** Sum of the weights of {@code count} ids from {@code from} on. */
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
