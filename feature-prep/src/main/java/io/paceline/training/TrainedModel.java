package io.paceline.training;

import io.paceline.features.FeatureSpec;
import io.paceline.pacing.TrafficCurve;
import io.paceline.statistics.MarketCurves;
import io.paceline.statistics.MeanProbabilities;

/**
 * All that training brings forth, ready to be written as a bundle.
 *
 * @param features what the model is fed
 * @param weights the network's numbers
 * @param calibration from logit to probability
 * @param means mean probabilities per campaign
 * @param curves market curves per site
 * @param traffic the expected day
 * @param quality on rows that training did not see
 * @param figures of the same rows, for plots
 * @param golden rows to check a loaded model by
 */
public record TrainedModel(
    FeatureSpec features,
    ModelWeights weights,
    Calibration calibration,
    MeanProbabilities means,
    MarketCurves curves,
    TrafficCurve traffic,
    ModelQuality quality,
    HeldOutFigures figures,
    GoldenBatch golden) {}
