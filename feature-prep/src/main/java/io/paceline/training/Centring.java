package io.paceline.training;

import io.paceline.features.Feature;
import io.paceline.features.FeatureSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Moves what all values of a feature have in common into the biases.
 *
 * <p>Weights of a feature are determined up to a constant only: what is added to all of them can be
 * taken from the bias. Training leaves a part of the bias in them, so a value that the log never
 * showed (its weight is 0) would score too low or too high: tomorrow's weekday where the log has
 * one day, a new site, a new campaign. Afterwards the weights and embeddings of each feature have
 * mean 0 over the training rows, so 0 stands for the average value. No prediction for values that
 * occur in training changes, rounding aside.
 *
 * <p>Features of several values at once are left as they are: how many of them a row has varies.
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
   * The same network, centred.
   *
   * @param rows of the log
   * @param training numbers of the rows to take means over, at least one
   */
  static ModelWeights of(
      ModelWeights weights, FeatureSpec spec, EncodedExamples rows, int[] training) {
    Centring centring = new Centring(weights, rows, training);
    float[] requestHalf = weights.get(ModelGraph.HIDDEN_1_REQUEST);
    float[] candidateHalf = weights.get(ModelGraph.HIDDEN_1_CANDIDATE);
    int start = 0;
    int slot = 0;
    for (Feature feature : spec.request()) {
      centring.feature(feature, start, slot, true, requestHalf);
      start += feature.buckets();
      slot += feature.slots();
    }
    slot = 0;
    for (Feature feature : spec.candidate()) {
      centring.feature(feature, start, slot, false, candidateHalf);
      start += feature.buckets();
      slot += feature.slots();
    }
    for (Feature feature : spec.cross()) {
      centring.feature(feature, start, slot, false, null);
      start += feature.buckets();
      slot += feature.slots();
    }
    return centring.result(weights);
  }

  /**
   * One feature.
   *
   * @param start its first table row
   * @param slot its place among the ids of its side
   * @param half first layer's matrix of that side, null where the feature has no embedding
   */
  private void feature(Feature feature, int start, int slot, boolean ofRequest, float[] half) {
    if (feature.slots() > 1) {
      return;
    }
    int[] counts = new int[feature.buckets()];
    for (int row : training) {
      counts[(ofRequest ? rows.requestId(row, slot) : rows.candidateId(row, slot)) - start]++;
    }
    double mean = 0.0;
    double[] meanEmbedding = new double[E];
    for (int i = 0; i < counts.length; i++) {
      double share = (double) counts[i] / training.length;
      mean += share * weight[start + i];
      for (int e = 0; half != null && e < E; e++) {
        meanEmbedding[e] += share * embedding[(start + i) * E + e];
      }
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        weight[start + i] -= (float) mean;
        for (int e = 0; half != null && e < E; e++) {
          embedding[(start + i) * E + e] -= (float) meanEmbedding[e];
        }
      }
    }
    shift += mean;
    for (int e = 0; half != null && e < E; e++) {
      for (int h = 0; h < H; h++) {
        hiddenShift[h] += meanEmbedding[e] * half[(slot * E + e) * H + h];
      }
    }
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
    values.put(ModelGraph.BIAS, new float[] {(float) (weights.get(ModelGraph.BIAS)[0] + shift)});
    return new ModelWeights(values);
  }
}
