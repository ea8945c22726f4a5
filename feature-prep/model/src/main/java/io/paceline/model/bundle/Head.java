package io.paceline.model.bundle;

import io.paceline.core.campaign.Objective;

/**
 * One output of a trained network.
 *
 * @param objective what it predicts: a click, or what follows one, given the click
 * @param calibration from its logit to that probability
 * @param means mean probability of the objective per impression (for what follows a click: times
 *     the click's), per campaign
 * @param quality on held-out rows
 */
public record Head(
    Objective objective, Calibration calibration, MeanProbabilities means, HeadQuality quality) {}
