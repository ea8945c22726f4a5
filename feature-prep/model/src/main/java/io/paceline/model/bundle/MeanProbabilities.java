package io.paceline.model.bundle;

import java.util.HashMap;
import java.util.Map;

/**
 * A model's mean probability of an objective, a click for example, per campaign. A candidate's
 * normalised score is its probability divided by its campaign's mean.
 *
 * @param campaigns mean by campaign id, each in (0, 1)
 * @param overall mean over all rows, taken for a campaign that the log does not know
 */
public record MeanProbabilities(Map<String, Double> campaigns, double overall) {

  /** The map is copied. */
  public MeanProbabilities {
    if (!(overall > 0.0 && overall < 1.0)) {
      throw new IllegalArgumentException("mean probability must be in (0, 1), is " + overall);
    }
    campaigns = Map.copyOf(campaigns);
  }

  /** Returns the campaign's mean, or the overall mean for an unknown campaign. */
  public double mean(String campaignId) {
    return campaigns.getOrDefault(campaignId, overall);
  }

  /** Sums the probabilities of scored rows. */
  public static final class Sums {

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

    /** Adds all that the other one gathered. */
    public void merge(Sums other) {
      other.sumAndRows.forEach(
          (id, more) -> {
            double[] entry = sumAndRows.computeIfAbsent(id, unseen -> new double[2]);
            entry[0] += more[0];
            entry[1] += more[1];
          });
      sum += other.sum;
      rows += other.rows;
    }

    /**
     * Returns the means. The mean of a campaign with few rows is drawn towards the overall mean.
     */
    public MeanProbabilities means() {
      double overall = sum / rows;
      Map<String, Double> campaigns = new HashMap<>();
      sumAndRows.forEach(
          (id, entry) ->
              campaigns.put(id, (entry[0] + PRIOR_ROWS * overall) / (entry[1] + PRIOR_ROWS)));
      return new MeanProbabilities(campaigns, overall);
    }
  }
}
