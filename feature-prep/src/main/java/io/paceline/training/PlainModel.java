package io.paceline.training;

import io.paceline.features.FeatureEncoder;
import io.paceline.features.FeatureSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;

/**
 * The network of {@link ModelGraph} in plain Java and double precision, a loop over one row: slow
 * and obvious. It shares nothing with TensorFlow's arithmetic, so it is what a loaded model is held
 * against.
 *
 * @param weights the network's numbers
 * @param calibration from logit to probability
 */
public record PlainModel(ModelWeights weights, Calibration calibration) {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  private static final int E = ModelGraph.EMBEDDING_SIZE;

  /** The same numbers as a trained model's. */
  public static PlainModel of(TrainedModel model) {
    return new PlainModel(model.weights(), model.calibration());
  }

  /**
   * Reads the numbers back from a SavedModel that {@link SavedModelExport} wrote.
   *
   * @param savedModel its folder
   * @throws IllegalArgumentException where it holds another network
   */
  public static PlainModel read(Path savedModel) {
    try (SavedModelBundle model = SavedModelBundle.load(savedModel.toString())) {
      Map<String, float[]> values = new HashMap<>();
      ModelGraph.shapes(SPEC)
          .forEach((name, shape) -> values.put(name, array(model, name, shape.size())));
      return new PlainModel(
          new ModelWeights(values),
          new Calibration(
              array(model, SavedModelExport.SLOPE, 1)[0],
              array(model, SavedModelExport.INTERCEPT, 1)[0]));
    }
  }

  private static float[] array(SavedModelBundle model, String name, long size) {
    try (Result result = model.session().runner().fetch(name).run()) {
      float[] values = new float[(int) size];
      if (result.get(0).asRawTensor().data().asFloats().size() != size) {
        throw new IllegalArgumentException("the SavedModel's " + name + " has another shape");
      }
      result.get(0).asRawTensor().data().asFloats().read(values);
      return values;
    }
  }

  /**
   * Calibrated click probability of one row, as {@link FeatureEncoder} wrote it.
   *
   * @param requestIds as many as {@link FeatureSpec#requestIdCount}
   * @param requestFloats as many as {@link FeatureSpec#requestFloats} names
   * @param candidateIds as many as {@link FeatureSpec#candidateIdCount}
   * @param candidateFloats as many as {@link FeatureSpec#candidateFloats} names
   */
  public double probability(
      int[] requestIds, float[] requestFloats, int[] candidateIds, float[] candidateFloats) {
    double[] h1 = new double[ModelGraph.HIDDEN_1_SIZE];
    addProduct(
        h1, requestInput(requestIds, requestFloats), weights.get(ModelGraph.HIDDEN_1_REQUEST));
    addProduct(
        h1,
        candidateInput(candidateIds, candidateFloats),
        weights.get(ModelGraph.HIDDEN_1_CANDIDATE));
    relu(h1, weights.get(ModelGraph.HIDDEN_1_BIAS));
    double[] h2 = new double[ModelGraph.HIDDEN_2_SIZE];
    addProduct(h2, h1, weights.get(ModelGraph.HIDDEN_2));
    relu(h2, weights.get(ModelGraph.HIDDEN_2_BIAS));
    double[] logit = {weights.get(ModelGraph.BIAS)[0]};
    addProduct(logit, h2, weights.get(ModelGraph.OUTPUT));
    for (int id : requestIds) {
      logit[0] += weights.get(ModelGraph.WEIGHT)[id];
    }
    for (int id : candidateIds) {
      logit[0] += weights.get(ModelGraph.WEIGHT)[id];
    }
    return calibration.probability(logit[0]);
  }

  private double[] requestInput(int[] ids, float[] floats) {
    float[] embedding = weights.get(ModelGraph.EMBEDDING);
    double[] x = new double[SPEC.request().size() * E + floats.length];
    int id = 0;
    for (int feature = 0; feature < SPEC.request().size(); feature++) {
      // A feature of several ids has their sum in its place.
      for (int slot = 0; slot < SPEC.request().get(feature).slots(); slot++) {
        for (int e = 0; e < E; e++) {
          x[feature * E + e] += embedding[ids[id] * E + e];
        }
        id++;
      }
    }
    append(x, floats);
    return x;
  }

  private double[] candidateInput(int[] ids, float[] floats) {
    float[] embedding = weights.get(ModelGraph.EMBEDDING);
    double[] x = new double[SPEC.candidateEmbeddingCount() * E + floats.length];
    for (int i = 0; i < SPEC.candidateEmbeddingCount() * E; i++) {
      x[i] = embedding[ids[i / E] * E + i % E];
    }
    append(x, floats);
    return x;
  }

  private static void append(double[] x, float[] floats) {
    for (int i = 0; i < floats.length; i++) {
      x[x.length - floats.length + i] = floats[i];
    }
  }

  private static void addProduct(double[] to, double[] x, float[] matrix) {
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < to.length; j++) {
        to[j] += x[i] * matrix[i * to.length + j];
      }
    }
  }

  private static void relu(double[] h, float[] bias) {
    for (int i = 0; i < h.length; i++) {
      h[i] = Math.max(0.0, h[i] + bias[i]);
    }
  }
}
