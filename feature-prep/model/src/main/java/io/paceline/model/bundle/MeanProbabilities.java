package io.paceline.model.bundle;

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
}
