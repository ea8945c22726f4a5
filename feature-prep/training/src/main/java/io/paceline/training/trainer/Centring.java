package io.paceline.training.trainer;

import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Moves the part that all weights of a feature have in common into the biases.
 *
 * <p>The weights of a feature are determined up to a constant only: a constant that is added to all
 * of them can be subtracted from the bias without changing any prediction. Training leaves a part
 * of the bias in the weights. A value that the log never showed, whose weight is 0, would therefore
 * score too low or too high: tomorrow's weekday where the log has one day, a new site, a new
 * campaign. After centring, the weights and embeddings of each feature have mean 0 over the
 * training rows, so 0 stands for the average value. Predictions for values that occur in training
 * stay the same, apart from rounding. Where {@link IdDropout} has taught bucket 0 what an unknown
 * value is worth, all values that training has not met get the weight and embedding of bucket 0
 * instead.
 *
 * <p>Features of several values at once stay as they are, because the number of values varies from
 * row to row. Crosses that some row lacks stay as they are, too, because a missing cross must keep
 * weight 0.
 */
final class Centring {

  private static final int E = ModelGraph.EMBEDDING_SIZE;
  private static final int H = ModelGraph.HIDDEN_1_SIZE;

  private final EncodedExamples rows;
  private final int[] training;
  private final float[] weight;
  private final float[] embedding;
  private final float[] hiddenBias;
  private final double[] hiddenShift = new double[H];
  private double shift;

  private Centring(ModelWeights weights, EncodedExamples rows, int[] training) {
    this.rows = rows;
    this.training = training;
    weight = weights.get(ModelGraph.WEIGHT).clone();
    embedding = weights.get(ModelGraph.EMBEDDING).clone();
    hiddenBias = weights.get(ModelGraph.HIDDEN_1_BIAS).clone();
  }

  /**
   * Returns the same network, centred.
   *
   * @param rows all rows of the log
   * @param training row numbers of the rows over which means are taken, at least one
   */
  static ModelWeights of(
      ModelWeights weights, FeatureSpec spec, EncodedExamples rows, int[] training) {
    Centring centring = new Centring(weights, rows, training);
    for (FeaturePlace place : spec.places()) {
      if (place.feature().slots() > 1) {
        continue;
      }
      if (spec.cross().contains(place.feature())) {
        centring.cross(place);
      } else {
        centring.feature(
            place,
            weights.get(
                place.ofRequest() ? ModelGraph.HIDDEN_1_REQUEST : ModelGraph.HIDDEN_1_CANDIDATE));
      }
    }
    return centring.result(weights);
  }

  /**
   * Centres one feature.
   *
   * @param half the part of the first layer's matrix for the feature's side, request or candidate
   */
  private void feature(FeaturePlace place, float[] half) {
    int start = place.firstRow();
    int slot = place.slot();
    boolean filled = IdDropout.fills(place);
    int[] counts = counts(place);
    double mean = 0.0;
    double[] meanEmbedding = new double[E];
    for (int i = 0; i < counts.length; i++) {
      double share = (double) counts[i] / training.length;
      mean += share * weight[start + i];
      for (int e = 0; e < E; e++) {
        meanEmbedding[e] += share * embedding[(start + i) * E + e];
      }
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 || (filled && i == 0)) {
        weight[start + i] -= (float) mean;
        for (int e = 0; e < E; e++) {
          embedding[(start + i) * E + e] -= (float) meanEmbedding[e];
        }
      } else if (filled) {
        weight[start + i] = weight[start];
        System.arraycopy(embedding, start * E, embedding, (start + i) * E, E);
      }
    }
    shift += mean;
    for (int e = 0; e < E; e++) {
      for (int h = 0; h < H; h++) {
        hiddenShift[h] += meanEmbedding[e] * half[(slot * E + e) * H + h];
      }
    }
  }

  /** Centres a cross, unless some training row lacks it: a missing cross must keep weight 0. */
  private void cross(FeaturePlace place) {
    int[] counts = counts(place);
    if (counts[0] > 0) {
      return;
    }
    double mean = 0.0;
    for (int i = 0; i < counts.length; i++) {
      mean += (double) counts[i] / training.length * weight[place.firstRow() + i];
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        weight[place.firstRow() + i] -= (float) mean;
      }
    }
    shift += mean;
  }

  /** Counts the training rows in each bucket. */
  private int[] counts(FeaturePlace place) {
    int[] counts = new int[place.feature().buckets()];
    for (int row : training) {
      counts[rows.bucket(row, place)]++;
    }
    return counts;
  }

  private ModelWeights result(ModelWeights weights) {
    Arrays.setAll(hiddenShift, h -> hiddenBias[h] + hiddenShift[h]);
    for (int h = 0; h < H; h++) {
      hiddenBias[h] = (float) hiddenShift[h];
    }
    Map<String, float[]> values = new LinkedHashMap<>(weights.values());
    values.put(ModelGraph.WEIGHT, weight);
    values.put(ModelGraph.EMBEDDING, embedding);
    values.put(ModelGraph.HIDDEN_1_BIAS, hiddenBias);
    float[] bias = weights.get(ModelGraph.BIAS).clone();
    bias[0] += (float) shift;
    values.put(ModelGraph.BIAS, bias);
    return new ModelWeights(values);
  }
}
