package io.paceline.model.bundle;

import io.paceline.core.campaign.Objective;
import java.util.Objects;

/**
 * One output of a trained network.
 *
 * @param objective what the head predicts: a click, or an outcome that follows a click, given the
 *     click
 * @param calibration turns the head's logit into that probability
 * @param means mean probability of the objective per impression, by campaign; for an outcome that
 *     follows a click, each row's probability is multiplied by that of the click
 * @param quality of the predictions on held-out rows
 */
public record Head(
    Objective objective, Calibration calibration, MeanProbabilities means, HeadQuality quality) {

  /** Refuses a head of which a part is missing. */
  public Head {
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(calibration, "calibration");
    Objects.requireNonNull(means, "means");
    Objects.requireNonNull(quality, "quality");
  }
}
