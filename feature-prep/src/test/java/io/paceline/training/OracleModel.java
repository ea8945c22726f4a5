package io.paceline.training;

import io.paceline.eligibility.Candidate;
import io.paceline.features.FeatureEncoder;
import io.paceline.features.FeatureSpec;
import io.paceline.openrtb.BidRequest;
import io.paceline.profile.UserProfile;

/**
 * The network once more in plain Java and double precision, row by row, as {@link ModelGraph}
 * describes it.
 */
public final class OracleModel {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  private static final int E = ModelGraph.EMBEDDING_SIZE;

  private final TrainedModel model;
  private final FeatureEncoder encoder = new FeatureEncoder();

  public OracleModel(TrainedModel model) {
    this.model = model;
  }

  /** Calibrated click probability. */
  public double probability(
      BidRequest request,
      int impIndex,
      UserProfile profile,
      long campaignMillis,
      Candidate candidate) {
    int[] requestIds = new int[SPEC.requestIdCount()];
    float[] requestFloats = new float[SPEC.requestFloats().size()];
    int[] candidateIds = new int[SPEC.candidateIdCount()];
    float[] candidateFloats = new float[SPEC.candidateFloats().size()];
    encoder.request(request, impIndex, profile, campaignMillis, requestIds, 0, requestFloats, 0);
    encoder.candidate(candidate, candidateIds, 0, candidateFloats, 0);

    int segments = SPEC.request().get(SPEC.request().size() - 1).slots();
    int single = requestIds.length - segments;
    double[] xr = new double[(single + 1) * E + requestFloats.length];
    for (int i = 0; i < requestIds.length; i++) {
      for (int e = 0; e < E; e++) {
        xr[Math.min(i, single) * E + e] += weights(ModelGraph.EMBEDDING)[requestIds[i] * E + e];
      }
    }
    for (int i = 0; i < requestFloats.length; i++) {
      xr[(single + 1) * E + i] = requestFloats[i];
    }
    int embedded = SPEC.candidateEmbeddingCount();
    double[] xc = new double[embedded * E + candidateFloats.length];
    for (int i = 0; i < embedded * E; i++) {
      xc[i] = weights(ModelGraph.EMBEDDING)[candidateIds[i / E] * E + i % E];
    }
    for (int i = 0; i < candidateFloats.length; i++) {
      xc[embedded * E + i] = candidateFloats[i];
    }

    double[] h1 = new double[ModelGraph.HIDDEN_1_SIZE];
    addProduct(h1, xr, weights(ModelGraph.HIDDEN_1_REQUEST));
    addProduct(h1, xc, weights(ModelGraph.HIDDEN_1_CANDIDATE));
    relu(h1, weights(ModelGraph.HIDDEN_1_BIAS));
    double[] h2 = new double[ModelGraph.HIDDEN_2_SIZE];
    addProduct(h2, h1, weights(ModelGraph.HIDDEN_2));
    relu(h2, weights(ModelGraph.HIDDEN_2_BIAS));
    double[] logit = {weights(ModelGraph.BIAS)[0]};
    addProduct(logit, h2, weights(ModelGraph.OUTPUT));
    for (int id : requestIds) {
      logit[0] += weights(ModelGraph.WEIGHT)[id];
    }
    for (int id : candidateIds) {
      logit[0] += weights(ModelGraph.WEIGHT)[id];
    }
    return model.calibration().probability(logit[0]);
  }

  private float[] weights(String name) {
    return model.weights().get(name);
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
