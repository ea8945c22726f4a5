package io.paceline.training.trainer;

import java.util.Map;

/**
 * Mean and inverse standard deviation of every number that the network is fed or looks up, over the
 * training rows: the graph turns x into (x - mean) · scale. A number that never varies has scale 0
 * and so no effect.
 */
final class Normalisation {

  private static final double CONSTANT = 1e-12;

  private Normalisation() {}

  /** Adds means and scales, of requests and of candidates, to a network's arrays. */
  static void add(
      Map<String, float[]> values, EncodedExamples rows, int[] training, LevelTables levels) {
    int requestOwn = EncodedExamples.REQUEST_FLOATS;
    int candidateOwn = EncodedExamples.CANDIDATE_FLOATS;
    Moments request = new Moments(requestOwn + LevelTables.SITE_WIDTH);
    Moments candidate = new Moments(candidateOwn + LevelTables.CAMPAIGN_WIDTH);
    for (int row : training) {
      for (int i = 0; i < requestOwn; i++) {
        request.add(i, rows.requestFloat(row, i));
      }
      for (int i = 0; i < LevelTables.SITE_WIDTH; i++) {
        request.add(requestOwn + i, levels.siteBefore(row, i));
      }
      for (int i = 0; i < candidateOwn; i++) {
        candidate.add(i, rows.candidateFloat(row, i));
      }
      for (int i = 0; i < LevelTables.CAMPAIGN_WIDTH; i++) {
        candidate.add(candidateOwn + i, levels.campaignBefore(row, i));
      }
    }
    values.put(ModelGraph.REQUEST_MEAN, request.means(training.length));
    values.put(ModelGraph.REQUEST_SCALE, request.scales(training.length));
    values.put(ModelGraph.CANDIDATE_MEAN, candidate.means(training.length));
    values.put(ModelGraph.CANDIDATE_SCALE, candidate.scales(training.length));
  }

  private static final class Moments {
    private final double[] sum;
    private final double[] squares;

    Moments(int width) {
      sum = new double[width];
      squares = new double[width];
    }

    void add(int number, double value) {
      sum[number] += value;
      squares[number] += value * value;
    }

    float[] means(int rows) {
      float[] means = new float[sum.length];
      for (int i = 0; i < means.length; i++) {
        means[i] = (float) (sum[i] / rows);
      }
      return means;
    }

    float[] scales(int rows) {
      float[] scales = new float[sum.length];
      for (int i = 0; i < scales.length; i++) {
        double mean = sum[i] / rows;
        double variance = squares[i] / rows - mean * mean;
        scales[i] = variance <= CONSTANT ? 0f : (float) (1.0 / Math.sqrt(variance));
      }
      return scales;
    }
  }
}
