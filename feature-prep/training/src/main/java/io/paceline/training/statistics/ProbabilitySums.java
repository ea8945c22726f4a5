package io.paceline.training.statistics;

import io.paceline.model.bundle.MeanProbabilities;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums the probabilities that a model gave to scored rows, by campaign, for the means by which
 * scores are normalised. Not thread-safe.
 */
public final class ProbabilitySums {

  /** Number of rows at the overall mean that are added to the rows of each campaign. */
  private static final double PRIOR_ROWS = 10.0;

  private final Map<String, double[]> sumAndRows = new HashMap<>();
  private double sum;
  private long rows;

  /** Adds one scored row. */
  public void add(String campaignId, double probability) {
    add(campaignId, probability, 1);
  }

  /** Adds several scored rows of one campaign, given the sum of their probabilities. */
  public void add(String campaignId, double probabilitySum, long scoredRows) {
    double[] entry = sumAndRows.computeIfAbsent(campaignId, id -> new double[2]);
    entry[0] += probabilitySum;
    entry[1] += scoredRows;
    sum += probabilitySum;
    rows += scoredRows;
  }

  /** Returns the means. The mean of a campaign with few rows is drawn towards the overall mean. */
  public MeanProbabilities means() {
    double overall = sum / rows;
    Map<String, Double> campaigns = new HashMap<>();
    sumAndRows.forEach(
        (id, entry) ->
            campaigns.put(id, (entry[0] + PRIOR_ROWS * overall) / (entry[1] + PRIOR_ROWS)));
    return new MeanProbabilities(campaigns, overall);
  }
}
