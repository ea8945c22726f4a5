package io.paceline.training.trainer;

import io.paceline.model.bundle.Calibration;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;

/**
 * The network of {@link ModelGraph} in plain Java and double precision, one row at a time: slow but
 * easy to read. It shares no arithmetic with TensorFlow, so the scores of a loaded model are
 * checked against it.
 *
 * @param weights the network's weights and constants
 * @param calibrations from logit to probability, by head
 */
record PlainModel(ModelWeights weights, List<Calibration> calibrations) {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  private static final FeaturePlace SITE = SPEC.place(FeatureEncoder.SITE);
  private static final FeaturePlace CAMPAIGN = SPEC.place(FeatureEncoder.CAMPAIGN);
  private static final int E = ModelGraph.EMBEDDING_SIZE;

  /**
   * Reads the weights back from a SavedModel that {@link SavedModelExport} wrote.
   *
   * @param savedModel folder of the SavedModel
   * @param heads how many heads the network has
   * @throws IllegalArgumentException where the SavedModel holds another network
   */
  static PlainModel read(Path savedModel, int heads) {
    try (SavedModelBundle model = SavedModelBundle.load(savedModel.toString())) {
      Map<String, float[]> values = new HashMap<>();
      ModelGraph.shapes(SPEC, heads)
          .forEach((name, shape) -> values.put(name, array(model, name, shape.size())));
      float[] slopes = array(model, SavedModelExport.SLOPE, heads);
      float[] intercepts = array(model, SavedModelExport.INTERCEPT, heads);
      List<Calibration> calibrations = new ArrayList<>();
      for (int h = 0; h < heads; h++) {
        calibrations.add(new Calibration(slopes[h], intercepts[h]));
      }
      return new PlainModel(new ModelWeights(values), calibrations);
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
   * Computes the calibrated probabilities, by head, of one row that {@link FeatureEncoder} encoded.
   *
   * @param requestIds as many as {@link FeatureSpec#requestIdCount}
   * @param requestFloats as many as {@link FeatureSpec#requestFloats} names
   * @param candidateIds as many as {@link FeatureSpec#candidateIdCount}
   * @param candidateFloats as many as {@link FeatureSpec#candidateFloats} names
   */
  double[] probabilities(
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
    int heads = calibrations.size();
    double[] logit = new double[heads];
    int campaign = candidateIds[CAMPAIGN.slot()] - CAMPAIGN.firstRow();
    for (int h = 0; h < heads; h++) {
      logit[h] = weights.get(ModelGraph.BIAS)[h];
      if (heads > 1) {
        logit[h] += weights.get(ModelGraph.HEAD_LEVELS)[campaign * heads + h];
      }
    }
    addProduct(logit, h2, weights.get(ModelGraph.OUTPUT));
    for (int id : requestIds) {
      logit[0] += weights.get(ModelGraph.WEIGHT)[id];
    }
    for (int id : candidateIds) {
      logit[0] += weights.get(ModelGraph.WEIGHT)[id];
    }
    for (int h = 0; h < heads; h++) {
      logit[h] = calibrations.get(h).probability(logit[h]);
    }
    return logit;
  }

  private double[] requestInput(int[] ids, float[] floats) {
    float[] embedding = weights.get(ModelGraph.EMBEDDING);
    int site = ids[SITE.slot()] - SITE.firstRow();
    double[] numbers =
        normalised(
            floats,
            weights.get(ModelGraph.SITE_STATISTICS),
            site,
            LevelTables.SITE_WIDTH,
            weights.get(ModelGraph.REQUEST_MEAN),
            weights.get(ModelGraph.REQUEST_SCALE));
    double[] x = new double[SPEC.request().size() * E + numbers.length];
    int id = 0;
    for (int feature = 0; feature < SPEC.request().size(); feature++) {
      // A feature of several ids has one place, which holds the sum of their embeddings.
      for (int slot = 0; slot < SPEC.request().get(feature).slots(); slot++) {
        for (int e = 0; e < E; e++) {
          x[feature * E + e] += embedding[ids[id] * E + e];
        }
        id++;
      }
    }
    append(x, numbers);
    return x;
  }

  private double[] candidateInput(int[] ids, float[] floats) {
    float[] embedding = weights.get(ModelGraph.EMBEDDING);
    int campaign = ids[CAMPAIGN.slot()] - CAMPAIGN.firstRow();
    double[] numbers =
        normalised(
            floats,
            weights.get(ModelGraph.CAMPAIGN_STATISTICS),
            campaign,
            LevelTables.CAMPAIGN_WIDTH,
            weights.get(ModelGraph.CANDIDATE_MEAN),
            weights.get(ModelGraph.CANDIDATE_SCALE));
    double[] x = new double[SPEC.candidateEmbeddingCount() * E + numbers.length];
    for (int i = 0; i < SPEC.candidateEmbeddingCount() * E; i++) {
      x[i] = embedding[ids[i / E] * E + i % E];
    }
    append(x, numbers);
    return x;
  }

  /**
   * Normalises the numbers that were fed and those that were looked up: minus mean, times scale.
   */
  private static double[] normalised(
      float[] fed, float[] table, int bucket, int width, float[] mean, float[] scale) {
    double[] numbers = new double[fed.length + width];
    for (int i = 0; i < numbers.length; i++) {
      double number = i < fed.length ? fed[i] : table[bucket * width + i - fed.length];
      numbers[i] = (number - mean[i]) * scale[i];
    }
    return numbers;
  }

  private static void append(double[] x, double[] numbers) {
    System.arraycopy(numbers, 0, x, x.length - numbers.length, numbers.length);
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
