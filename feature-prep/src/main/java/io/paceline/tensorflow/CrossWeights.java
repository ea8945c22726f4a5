package io.paceline.tensorflow;

import io.paceline.features.FeatureEncoder;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;

/**
 * The linear weights of the crosses, taken out of a model. Summed here, a candidate costs thirteen
 * reads of an array; TensorFlow's gather copies each of the thirteen by a call of its own, which
 * took more time than the rest of the network.
 */
final class CrossWeights {

  /** The first cross's first id. */
  private static final int FIRST = FeatureEncoder.SPEC.embeddingRows();

  private final float[] weights;

  private CrossWeights(float[] weights) {
    this.weights = weights;
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
      sum += weights[ids[i] - FIRST];
    }
    return sum;
  }
}
